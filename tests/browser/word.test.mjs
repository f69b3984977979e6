// Word in, Word out, and on paper: without any script, and as axe sees it.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openBrowser, openDesk, overflow, press, sit, violations, words } from './desk.mjs';

let desk;
let chromium;
let student;
let tutor;
const folder = mkdtempSync(path.join(tmpdir(), 'paperdesk-word-'));

before(async () => {
  [desk, chromium] = await Promise.all([openDesk(), openBrowser()]);
  student = await sit(chromium.browser, desk, 'student');
  tutor = await sit(chromium.browser, desk, 'tutor');
});

after(async () => {
  await chromium?.close();
  await desk?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function toFeedback() {
  await student.goto(`${desk.address}/papers`);
  const place = await student.$eval('a[href$="/feedback"]', (link) => link.getAttribute('href'));
  await student.goto(desk.address + place);
  return place;
}

test('feedback is laid out for paper: no controls, and the notes as wide as the text above them', async () => {
  await toFeedback();
  assert.ok(await (await student.$('[data-print]')).isVisible());
  await student.emulateMediaType('print');
  for (const control of ['.bar', '.dock', '.head .acts', '.focus', '.back', '.note .acts']) {
    const seen = await student.$$eval(control, (all) => all.filter((one) => one.offsetParent).length);
    assert.equal(seen, 0, control);
  }
  const [text, note] = await student.evaluate(() => {
    const wide = (what) => document.querySelector(what).getBoundingClientRect().width;
    return [wide('.para:has(.note) > .t'), wide('.para .note')];
  });
  assert.ok(note > text * 0.9, `${note} of ${text}`);
});

test('a marked-up file is sent and its lost comments are placed, without any script', async () => {
  const place = await toFeedback();
  const bytes = await student.evaluate(async (from) => [...new Uint8Array(await (await fetch(from)).arrayBuffer())], `${place}/word`);
  const file = path.join(folder, 'marked.docx');
  writeFileSync(file, Buffer.from(bytes));

  await tutor.goto(`${desk.address}/desk`);
  const papers = await tutor.$$eval('a[href^="/desk/P-"]', (all) => [...new Set(all.map((one) => one.getAttribute('href').match(/\/desk\/P-\d+/)[0]))]);
  let open;
  for (const paper of papers) {
    await tutor.goto(desk.address + paper);
    if (await tutor.$('form[action$="/word"]')) { open = paper; break; }
  }
  await tutor.setJavaScriptEnabled(false);
  await tutor.goto(desk.address + open);
  await (await tutor.$('details:has(form[action$="/word"]) > summary')).click();
  await (await tutor.$('form[action$="/word"] input[type=file]')).uploadFile(file);
  await press(tutor, 'Take my comments over');
  assert.match(await words(tutor), /could not be placed/);
  const waiting = () => tutor.$$eval('#loose .cards > li', (all) => all.length);
  const before = await waiting();

  await Promise.all([tutor.waitForNavigation(), tutor.click('#loose a')]);
  await tutor.select('select[name=p]', '2');
  await press(tutor, 'Show its sentences');
  await tutor.click('input[name=sentence]');
  await press(tutor, 'Save the note');
  assert.equal(await waiting(), before - 1);

  await tutor.setJavaScriptEnabled(true);
  for (const width of [1280, 320]) {
    await tutor.setViewport({ width, height: 800 });
    for (const address of [open, `${open}/notes/new?comment=${await tutor.$eval("#loose form", (form) => form.action.split("/").at(-1))}`]) {
      await tutor.goto(desk.address + address);
      assert.deepEqual(await violations(tutor), [], address);
      assert.equal(await overflow(tutor), 0, address);
    }
    await tutor.goto(desk.address + open);
  }
  assert.deepEqual(tutor.trouble, []);
});
