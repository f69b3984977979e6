// A fresh desk with a token for each role, and a way to run other people's programs against it.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';

export const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');
export const paperdesk = path.join(root, 'target/debug/paperdesk');
const people = {
  admin: ['odo@example.edu', 'Odo Brandt'],
  coordinator: ['cora@example.edu', 'Cora Whitlock'],
  tutor: ['ben@example.edu', 'Ben Okafor'],
  student: ['ada@example.edu', 'Ada King'],
};
export const roles = Object.keys(people);
const scopes = ['papers:submit', 'papers:read', 'papers:assign', 'feedback:read', 'feedback:write', 'events:read',
  'deliveries:read', 'deliveries:retry', 'webhooks:write', 'people:read', 'people:write'];

/** Starts a desk, set as these variables say; gives its address, a token per role, and the way to end it. */
export async function openDesk(settings = {}) {
  const data = mkdtempSync(path.join(tmpdir(), 'paperdesk-programs-'));
  const ask = (...words) => execFileSync(paperdesk, [...words, '--data', data], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const tokens = {};
  for (const [role, [email, name]] of Object.entries(people)) {
    ask('person', 'add', email, '--name', name, '--role', role);
    tokens[role] = ask('token', 'create', email, '--name', 'Tests', ...scopes.flatMap((scope) => ['--scope', scope])).trim();
  }
  const server = spawn(paperdesk, ['serve', '--listen', '127.0.0.1:0', '--data', data],
    { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, PAPERDESK_LOG_LEVEL: 'error', ...settings } });
  for await (const line of readline.createInterface({ input: server.stdout })) {
    const address = line.match(/^listening on (\S+)$/)?.[1];
    if (address) return { address, data, tokens, close: () => ended(server, data) };
  }
  throw new Error('the desk did not start');
}

function ended(server, data) {
  return new Promise((resolve) => {
    server.on('exit', (code) => {
      rmSync(data, { recursive: true, force: true });
      resolve(code);
    });
    server.kill('SIGTERM');
  });
}

/** Runs a program to its end; gives what it said and whether all went well. */
export function run(program, words) {
  return new Promise((resolve) => {
    const child = spawn(program, words, { cwd: path.join(root, 'target/programs'), stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => { said += bytes; });
    child.on('exit', (code) => resolve({ code, said }));
  });
}
