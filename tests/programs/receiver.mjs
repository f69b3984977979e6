// The receiver itself: makes a webhook at a desk, is told of a test and of a paper, and checks each signature twice,
// with the library for Node and with the one for Python.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import { openDesk, root } from './desk.mjs';

const place = process.argv[2];
const python = path.join(root, 'target/programs/bin/python');
const check = `
import json, sys
from standardwebhooks import Webhook
told = json.load(sys.stdin)
Webhook(told["secret"]).verify(told["body"], told["headers"])
`;

const told = [];
let wake = () => {};
const server = https.createServer({ key: readFileSync(`${place}/leaf.key`), cert: readFileSync(`${place}/leaf.pem`) }, async (request, answer) => {
  let body = '';
  for await (const part of request) body += part;
  told.push({ headers: request.headers, body });
  answer.writeHead(204).end();
  wake();
});
server.listen(443, '93.184.216.34');
const next = async () => {
  while (told.length === 0) await new Promise((resolve) => { wake = resolve; });
  return told.shift();
};

function believed(secret, { headers, body }) {
  const said = new Webhook(secret).verify(body, headers);
  const asked = spawnSync(python, ['-c', check], { input: JSON.stringify({ secret, headers, body }), encoding: 'utf8' });
  assert.equal(asked.status, 0, asked.stderr);
  assert.throws(() => new Webhook(secret).verify(`${body} `, headers));
  assert.equal(said.id, headers['webhook-id']);
  return said;
}

const desk = await openDesk();
const form = (cookie, to, fields) => fetch(`${desk.address}${to}`, {
  method: 'POST', redirect: 'manual', body: new URLSearchParams(fields),
  headers: { 'Sec-Fetch-Site': 'same-origin', ...(cookie && { Cookie: cookie }) },
});
const secretOn = async (answer) => (await answer.text()).match(/whsec_[^"]+/)[0].replaceAll('&#x2F;', '/').replaceAll('&#x3D;', '=').replaceAll('&#43;', '+');
try {
  const link = execFileSync(path.join(root, 'target/debug/paperdesk'), ['person', 'sign-in-link', 'cora@example.edu', '--data', desk.data], { encoding: 'utf8' }).trim();
  const opened = await form('', new URL(link).pathname, {});
  const cookie = opened.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
  const secret = await secretOn(await form(cookie, '/settings/webhooks', { name: 'Receiver', format: 'standard', url: 'https://hooks.example.edu/in' }));
  await form(cookie, '/settings/webhooks/1/test', {});
  assert.equal(believed(secret, await next()).type, 'paperdesk.test');

  const paper = { student_email: 'ada@example.edu', student_name: 'Ada King', title: 'Rivers', text: 'Rivers are long.' };
  const send = () => fetch(`${desk.address}/api/papers`, { method: 'POST', body: JSON.stringify(paper), headers: { Authorization: `Bearer ${desk.tokens.coordinator}`, 'Content-Type': 'application/json' } });
  assert.equal((await send()).status, 201);
  const event = believed(secret, await next());
  assert.equal(event.specversion, '1.0');
  assert.equal(event.data.status, 'waiting');

  const turned = await secretOn(await form(cookie, '/settings/webhooks/1/secret', { turns: '0' }));
  assert.notEqual(turned, secret);
  assert.equal((await send()).status, 201);
  const both = await next();
  believed(secret, both);
  believed(turned, both);
} finally {
  await desk.close();
  server.closeAllConnections();
  server.close();
}
