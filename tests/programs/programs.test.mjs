// Postman's own runner and a fuzzer that reads the description: what other people's programs meet at the desk.
// The short form tries the same things each time; the long form tries others: FUZZ_CASES=2000 node --test tests/programs/*.test.mjs

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openDesk, roles, root, run } from './desk.mjs';

const long = process.env.FUZZ_CASES;
const effort = long ? ['--max-examples', long] : ['--max-examples', '15', '--seed', '1'];
const schemathesis = path.join(root, 'target/programs/bin/schemathesis');
const newman = path.join(root, 'tests/programs/node_modules/.bin/newman');
let desk;
before(async () => { desk = await openDesk(); });
after(async () => { await desk?.close(); });

test('the Postman collection runs green from top to bottom, twice', async () => {
  const place = mkdtempSync(path.join(tmpdir(), 'paperdesk-newman-'));
  for (const name of ['postman', 'postman-environment']) {
    const answer = await fetch(`${desk.address}/api/${name}.json`);
    writeFileSync(path.join(place, `${name}.json`), await answer.text());
  }
  const words = ['run', path.join(place, 'postman.json'), '-e', path.join(place, 'postman-environment.json'),
    '--env-var', `token=${desk.tokens.admin}`, '--env-var', `base_url=${desk.address}`, '--color', 'off', '-n', '2'];
  const { code, said } = await run(newman, words);
  rmSync(place, { recursive: true, force: true });
  assert.equal(code, 0, said);
});

for (const role of roles) {
  test(`nothing that a ${role}'s program sends surprises the desk`, async () => {
    const words = ['--config-file', path.join(root, 'tests/programs/schemathesis.toml'), 'run', `${desk.address}/api/openapi.json`, '--header', `Authorization: Bearer ${desk.tokens[role]}`,
      '--checks', 'all', '--phases', 'examples,coverage,fuzzing,stateful', ...effort,
      '--request-timeout', '20', '--no-color'];
    const { code, said } = await run(schemathesis, words);
    assert.equal(code, 0, said);
  });
}
