// A coordinator gives four papers by Suggest and Apply and takes one back: by keyboard alone, and without script.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { field, openBrowser, openDesk, overflow, press, sit, violations, words } from './desk.mjs';

let desk;
let chromium;
const seats = {};

before(async () => {
  [desk, chromium] = await Promise.all([openDesk(), openBrowser()]);
  for (const role of ['coordinator', 'tutor']) seats[role] = await sit(chromium.browser, desk, role);
});

after(async () => {
  await chromium?.close();
  await desk?.close();
});

/** Presses Tab until the focus is on what a test wants. */
async function reach(page, what, wanted) {
  for (let n = 0; n < 150; n += 1) {
    if (await page.evaluate(wanted)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${what} cannot be reached on ${page.url()}`);
}

const enter = (page) => Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
const references = (page) => page.$$eval('select[name="give"]', (selects) => selects.map((one) => one.value.split(':')[0]));

test('a preview is looked at in every light and width', async () => {
  const page = seats.coordinator;
  for (const scheme of ['light', 'dark']) {
    for (const width of [1280, 320]) {
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
      await page.goto(`${desk.address}/assign/suggest`);
      assert.equal(await overflow(page), 0, `${width} px scrolls sideways`);
      assert.deepEqual(await violations(page), [], `${scheme}, ${width} px`);
    }
  }
  await page.setViewport({ width: 1280, height: 900 });
});

test('four papers are given by keyboard, and one is taken back', async () => {
  const page = seats.coordinator;
  await page.goto(`${desk.address}/assign`);
  await reach(page, 'the first box', () => document.activeElement.id === 'papers');
  for (let n = 0; n < 4; n += 1) {
    await page.keyboard.press('x');
    if (n < 3) await page.keyboard.press('j');
  }
  assert.equal((await page.$$('[data-pick]:checked')).length, 4);
  await reach(page, 'Suggest tutors', () => document.activeElement.textContent.trim() === 'Suggest tutors');
  await enter(page);
  assert.match(page.url(), /\/assign\/suggest\?/);
  const chosen = await references(page);
  assert.equal(chosen.length, 4);
  const told = await words(page);
  assert.ok(told.includes('Load before and after') && told.includes('Ten minutes after you apply this'), told);
  await reach(page, 'Apply', () => document.activeElement.textContent.trim() === 'Apply');
  await enter(page);
  assert.ok((await words(page)).includes('4 papers are given.'), await words(page));
  await reach(page, 'Undo', () => document.activeElement.textContent.trim() === 'Undo for ' + document.querySelector('#just .meta').textContent.slice(0, 6));
  await enter(page);
  assert.match(await words(page), /P-\d+ is back in the queue\. Nobody was told\./);
  assert.deepEqual(page.trouble, []);
});

test('the same without script, with a row that is changed', async () => {
  const page = seats.coordinator;
  await page.setJavaScriptEnabled(false);
  await page.goto(`${desk.address}/assign`);
  for (const box of (await page.$$('[data-pick]')).slice(0, 4)) {
    // Not under the dock, which stands at the foot of the window.
    await box.evaluate((input) => input.scrollIntoView({ block: 'center' }));
    await box.click();
  }
  await press(page, 'Suggest tutors');
  const [first] = await references(page);
  assert.equal((await references(page)).length, 4);
  await page.select('select[name="give"]', `${first}:`);
  await press(page, 'Show the load as chosen');
  assert.ok((await words(page)).includes('1 still waiting'), await words(page));
  await press(page, 'Apply');
  assert.ok((await words(page)).includes('3 papers are given.'), await words(page));
  // The dock may lie over the first row of the list; the keyboard reaches under it, and the page scrolls.
  await page.focus('#just button');
  await enter(page);
  assert.match(await words(page), /P-\d+ is back in the queue\. Nobody was told\./);
  await page.setJavaScriptEnabled(true);
});

test('a tutor says when they are there, and hears which day cannot be read', async () => {
  const page = seats.tutor;
  await page.goto(`${desk.address}/desk/hours`);
  assert.deepEqual(await violations(page), []);
  const tuesday = await field(page, 'Tuesday');
  await tuesday.evaluate((input) => { input.value = ''; });
  await tuesday.type('late');
  await press(page, 'Save your hours');
  assert.ok((await words(page)).includes('Enter Tuesday like 9-12'), await words(page));
  assert.deepEqual(page.trouble, []);
});

test('what is known of a tutor has a page that anybody can use', async () => {
  const page = seats.coordinator;
  await page.goto(`${desk.address}/people?role=tutor`);
  await page.goto(`${await page.$eval('tbody a', (link) => link.href)}/tutor`);
  for (const width of [1280, 320]) {
    await page.setViewport({ width, height: 900 });
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await violations(page), []);
  }
  await page.setViewport({ width: 1280, height: 900 });
});
