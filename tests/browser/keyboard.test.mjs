// By keyboard alone: every stop has a name and a visible ring, and none hides under the dock.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, openDesk, press, sit } from './desk.mjs';

let desk;
let chromium;
const seats = {};

before(async () => {
  [desk, chromium] = await Promise.all([openDesk(), openBrowser()]);
  for (const role of ['student', 'coordinator']) seats[role] = await sit(chromium.browser, desk, role);
});

after(async () => {
  await chromium?.close();
  await desk?.close();
});

/** What is wrong with the element that has the focus; nothing at the end of the page. */
const stop = (page) => page.evaluate(() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const box = here.getBoundingClientRect();
  const dock = document.querySelector('.dock');
  const over = dock && !dock.contains(here) && getComputedStyle(dock).position === 'sticky' ? dock.getBoundingClientRect() : null;
  const name = here.getAttribute('aria-label') || here.labels?.[0]?.textContent || here.textContent || here.title;
  const ring = parseFloat(getComputedStyle(here).outlineWidth);
  const wrong = [];
  if (!name?.trim()) wrong.push('has no name');
  if (!(ring >= 2)) wrong.push(`has a ring of ${ring} px`);
  if (over && box.top >= over.top && box.bottom <= over.bottom) wrong.push('lies under the dock');
  return { what: here.outerHTML.slice(0, 120), wrong };
});

for (const [role, path] of [['student', '/submit'], ['student', '/papers'], ['coordinator', '/assign'], ['coordinator', '/settings'], ['coordinator', '/settings/tokens']]) {
  for (const width of [1280, 320]) {
    test(`${path} at ${width} px can be walked by Tab`, async () => {
      const page = seats[role];
      await page.setViewport({ width, height: 700 });
      await page.goto(desk.address + path);
      let stops = 0;
      for (; stops < 200; stops += 1) {
        await page.keyboard.press('Tab');
        const found = await stop(page);
        if (!found) break;
        assert.deepEqual(found.wrong, [], found.what);
      }
      assert.ok(stops > 5 && stops < 200, `${stops} stops`);
    });
  }
}

test('a paper is prepared without touching the mouse', async () => {
  const page = seats.student;
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(`${desk.address}/submit?paste=1`);
  const reach = async (selector) => {
    for (let n = 0; n < 60; n += 1) {
      if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`${selector} cannot be reached`);
  };
  await reach('#text');
  await page.keyboard.type('Typed by keyboard alone.');
  await reach('#title');
  await page.keyboard.type('No mouse');
  await reach('input[name="concerns"]');
  await page.keyboard.press('Space');
  await reach('main button');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  assert.match(page.url(), /\/submit\/[0-9a-f-]+$/);
  await press(page, 'Send my paper');
  assert.match(page.url(), /\/sent$/);
});
