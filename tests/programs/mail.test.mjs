// What the desk sends and shows, read by other people's libraries: every letter by Python's own, signatures by dkimpy,
// the calendar by icalendar, the news by feedparser. And what README says of mail that comes back, as it says it.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openDesk, paperdesk, root } from './desk.mjs';
import { openMailbox } from './mailbox.mjs';

const python = path.join(root, 'target/programs/bin/python');
const reader = path.join(root, 'tests/programs/read.py');
const key = 'whsec_a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=';
const base64 = (bytes) => Buffer.from(bytes).toString('base64');
const header = (mail, name) => mail.bytes.toString().replaceAll('\r\n ', ' ').match(new RegExp(`^${name}: (.*)`, 'm'))?.[1];

/** Lets a library read something; fails with what it says. */
function reads(what, told) {
  const asked = spawnSync(python, [reader, what], { input: JSON.stringify(told), encoding: 'utf8' });
  assert.equal(asked.status, 0, asked.stderr);
}

/** A private key as openssl makes it. */
function keyOf(kind) {
  const how = { rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'], ed25519: ['-algorithm', 'ed25519'] }[kind];
  const file = path.join(place, `${kind}.pem`);
  execFileSync('openssl', ['genpkey', ...how, '-out', file], { stdio: 'ignore' });
  return file;
}

let place, mailbox;
before(async () => {
  place = mkdtempSync(path.join(tmpdir(), 'paperdesk-mail-'));
  mailbox = await openMailbox();
});
after(() => {
  mailbox?.close();
  rmSync(place, { recursive: true, force: true });
});

/** A desk that signs with such a key, and a paper sent in there; gives the mails it sent. */
async function sentBy(desk, to) {
  const before = (await mailbox.letters(0)).length;
  const paper = { student_email: to, student_name: 'Zoë Ångström', title: 'Flüsse, "Rivers"', text: 'Rivers are long.' };
  const answer = await fetch(`${desk.address}/api/papers`, { method: 'POST', body: JSON.stringify(paper),
    headers: { Authorization: `Bearer ${desk.tokens.coordinator}`, 'Content-Type': 'application/json' } });
  assert.equal(answer.status, 201, await answer.text());
  // The receipt, and whoever watches the queue.
  return (await mailbox.letters(before + 3)).slice(before);
}

const settings = (kind) => ({ PAPERDESK_SMTP: mailbox.smtp, PAPERDESK_MAIL_FROM: 'Northfield <desk@desk.example.edu>',
  PAPERDESK_DKIM_KEY_FILE: keyOf(kind), PAPERDESK_INBOUND_DOMAIN: 'back.example.edu', PAPERDESK_INBOUND_KEY: key });

test('every letter is a mail without a defect', () => {
  const letters = path.join(place, 'letters');
  execFileSync('mkdir', [letters]);
  execFileSync('cargo', ['test', '--quiet', '--test', 'stories', 'every_letter_is_a_mail'],
    { cwd: root, env: { ...process.env, PAPERDESK_LETTERS: letters }, stdio: ['ignore', 'ignore', 'pipe'] });
  const all = readdirSync(letters).map((name) => ({ name, raw: base64(readFileSync(path.join(letters, name))) }));
  assert.ok(all.length > 60, `${all.length} mails`);
  reads('mails', all);
});

for (const kind of ['rsa', 'ed25519']) {
  test(`what is signed with a key of ${kind} holds under the record that the doctor prints`, async () => {
    const set = settings(kind);
    const desk = await openDesk(set);
    try {
      const mails = await sentBy(desk, `zoe-${kind}@example.edu`);
      const doctor = spawnSync(paperdesk, ['doctor', '--json', '--data', desk.data], { encoding: 'utf8', env: { ...process.env, ...set } });
      const record = doctor.stdout.match(/v=DKIM1;[^"\\]*/)?.[0];
      assert.ok(record, doctor.stdout + doctor.stderr);
      reads('signed', { record, name: 'paperdesk._domainkey.desk.example.edu', mails: mails.map((mail) => base64(mail.bytes)) });
    } finally {
      await desk.close();
    }
  });
}

test('calendars and feed readers read the feeds, and README\'s lines take mail that comes back', async () => {
  const set = settings('rsa');
  const desk = await openDesk(set);
  try {
    const mails = await sentBy(desk, 'gone@example.edu');
    const receipt = mails.find((mail) => mail.to === 'gone@example.edu' && header(mail, 'Subject').includes('P-1001'));
    await feedsAreRead(desk);
    const report = reportOn(receipt);
    assert.match(byReadme(desk, report), /report/);
    const alert = mails.find((mail) => mail.to === 'cora@example.edu');
    const said = spawnSync(paperdesk, ['mail', 'receive', alert.from, '--json', '--data', desk.data],
      { input: reportOn(alert), encoding: 'utf8', env: { ...process.env, ...set } });
    assert.deepEqual(JSON.parse(said.stdout), { filed: 'report' }, said.stderr);
    const failed = spawnSync(paperdesk, ['mail', 'list', '--state', 'failed', '--json', '--data', desk.data], { encoding: 'utf8' });
    const to = JSON.parse(failed.stdout).map((mail) => mail.recipient).sort();
    assert.deepEqual(to.filter((address) => ['gone@example.edu', 'cora@example.edu'].includes(address)), ['cora@example.edu', 'gone@example.edu']);
  } finally {
    await desk.close();
  }
});

/** Ben takes a paper and opens his feeds; libraries read both. */
async function feedsAreRead(desk) {
  const api = (method, to, body) => fetch(`${desk.address}${to}`, { method, body: JSON.stringify(body),
    headers: { Authorization: `Bearer ${desk.tokens.coordinator}`, 'Content-Type': 'application/merge-patch+json' } });
  const given = await api('PATCH', '/api/papers/P-1001', { assignee_email: 'ben@example.edu' });
  assert.equal(given.status, 200, await given.text());
  const link = execFileSync(paperdesk, ['person', 'sign-in-link', 'ben@example.edu', '--data', desk.data], { encoding: 'utf8' }).trim();
  const post = (to, cookie) => fetch(`${desk.address}${to}`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({}),
    headers: { 'Sec-Fetch-Site': 'same-origin', ...(cookie && { Cookie: cookie }) } });
  const cookie = (await post(new URL(link).pathname)).headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
  const page = (await (await post('/account/mail/feeds', cookie)).text()).replaceAll('&#x2F;', '/');
  const atom = page.match(/https?:\/\/[^\s"<]*news\.atom/)[0];
  const [news, promises] = await Promise.all([atom, atom.replace('news.atom', 'promises.ics')].map((to) => fetch(to)));
  assert.match(promises.headers.get('content-type'), /^text\/calendar/);
  assert.match(news.headers.get('content-type'), /^application\/atom\+xml/);
  const raw = async (answer) => base64(Buffer.from(await answer.arrayBuffer()));
  reads('calendar', { raw: await raw(promises), count: 1 });
  reads('news', { raw: await raw(news), type: news.headers.get('content-type'), count: 2 });
}

/** A report (RFC 3464) that a mail server elsewhere sends on a mail. */
function reportOn(mail) {
  return ['From: MAILER-DAEMON@mx.example.org', `To: ${mail.from}`, 'Subject: Undelivered', 'Date: Mon, 2 Nov 2026 09:00:00 +0000',
    'Message-ID: <report@mx.example.org>', 'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', '',
    '--b', 'Content-Type: text/plain', '', 'It could not be delivered.', '--b', 'Content-Type: message/delivery-status', '',
    'Reporting-MTA: dns; mx.example.org', '', `Final-Recipient: rfc822; ${mail.to}`, 'Action: failed', 'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such user', '', '--b--', ''].join('\r\n');
}

/** Runs README's own lines with this desk's address in them. */
function byReadme(desk, mail) {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  const lines = readme.slice(readme.indexOf('    id=$(')).split('\n\n')[0].replaceAll('https://desk.example.edu', desk.address);
  writeFileSync(path.join(place, 'recipe'), lines);
  return execFileSync('sh', ['-eu', 'recipe'], { cwd: place, input: mail, encoding: 'utf8', env: { ...process.env, PAPERDESK_INBOUND_KEY: key } });
}
