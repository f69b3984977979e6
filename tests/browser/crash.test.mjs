// The desk dies while somebody marks: what it had acknowledged is there, and the rest is kept on the device and offered.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, openMortalDesk, sit, words } from './desk.mjs';

let desk;
let chromium;

before(async () => { [desk, chromium] = await Promise.all([openMortalDesk(), openBrowser()]); });
after(async () => {
  await chromium?.close();
  await desk?.close();
});

/** Opens the note form on the first sentence. */
async function write(page) {
  await page.keyboard.press('j');
  await page.keyboard.press('c');
  await page.waitForSelector('dialog[open]');
}

test('what is typed while the desk is dead is offered once it lives again', async () => {
  const page = await sit(chromium.browser, desk, 'tutor');
  await page.goto(`${desk.address}/desk`);
  const paper = await page.$eval('main section:first-of-type a[href^="/desk/P-"]', (link) => link.href);
  await page.goto(paper);
  await write(page);
  await page.keyboard.type('Said before the end');
  await page.waitForFunction(() => /^Saved /.test(document.querySelector('dialog [data-saved]').textContent), { timeout: 30000 });
  await desk.kill();
  await page.keyboard.type(', and after it');
  await page.waitForFunction(() => document.querySelector('.unsaved')?.textContent.startsWith('Not saved'), { timeout: 30000 });
  // The tab is closed while the desk is away: only this device has the rest.
  const context = page.browserContext();
  await page.close();
  await desk.again();
  const later = await context.newPage();
  await later.goto(paper);
  assert.ok((await words(later)).includes('Said before the end'), 'what was acknowledged is there');
  assert.ok(!(await words(later)).includes('and after it'), 'the rest never reached the desk');
  await later.evaluate(() => [...document.querySelectorAll('.note')].find((note) => note.dataset.words === 'Said before the end').querySelector('[data-edit]').click());
  await later.waitForSelector('dialog[open]');
  const offered = await later.$eval('dialog textarea', (field) => field.value);
  assert.equal(offered, 'Said before the end, and after it');
  await later.waitForFunction(() => /^Saved /.test(document.querySelector('dialog [data-saved]').textContent), { timeout: 30000 });
  await later.reload();
  assert.ok((await words(later)).includes('Said before the end, and after it'));
});
