// What the desk tells a webhook, verified by the libraries of Standard Webhooks themselves. The desk reaches public
// machines only, so this one plays a public machine: in a network of its own, with a public address on its loopback.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { root, run } from './desk.mjs';

const alone = ['--user', '--map-root-user', '--net', '--mount'];
const can = spawnSync('unshare', [...alone, 'sh', '-c', 'ip link set lo up && command -v openssl']).status === 0;
const why = 'a network of one\'s own cannot be made here, or openssl or ip are missing';

test('a receiver with the libraries of Standard Webhooks believes the desk, and nobody else', { skip: can ? false : why }, async () => {
  const inside = path.join(root, 'tests/programs/receiver.sh');
  const { code, said } = await run('unshare', [...alone, 'sh', inside, process.execPath]);
  assert.equal(code, 0, said);
});
