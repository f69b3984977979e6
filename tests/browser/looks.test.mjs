// Every page in light and dark, wide and narrow: nothing that axe knows to be wrong, and nothing wider than the window.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { field, openBrowser, openDesk, overflow, press, sit, violations } from './desk.mjs';

let desk;
let chromium;
const seats = {};

before(async () => {
  [desk, chromium] = await Promise.all([openDesk(), openBrowser()]);
  for (const role of ['student', 'tutor', 'coordinator', 'admin']) seats[role] = await sit(chromium.browser, desk, role);
  seats.nobody = await sit(chromium.browser, desk, null);
});

after(async () => {
  await chromium?.close();
  await desk?.close();
});

const places = {
  nobody: ['/', '/sign-in', '/sign-in?by=password', '/about/accessibility', '/about/privacy', '/nothing-here', '/api/docs'],
  student: ['/papers', '/submit', '/submit?paste=1', '/account'],
  tutor: ['/desk', '/settings/tokens'],
  coordinator: ['/assign', '/assign?view=board', '/assign?q=is:wating', '/papers/all', '/papers/all?q=is:open', '/papers/all/give','/people', '/mail', '/pipeline', '/pipeline?last=week', '/reports', '/settings', '/settings/calendar', '/settings/words', '/settings/history'],
  admin: ['/health', '/settings/tokens?whose=everybody'],
};
// The first link of its kind on a list leads to a page of its own.
const behind = [
  ['student', '/papers', 'a[href^="/papers/P-"]'],
  ['tutor', '/desk', 'a[href^="/desk/P-"]'],
  ['coordinator', '/papers/all', 'a[href^="/papers/P-"]'],
  ['coordinator', '/people', 'a[href^="/people/"]'],
  ['coordinator', '/mail', 'a[href^="/mail/"]:not([href*="?"])'],
  ['tutor', '/settings/tokens', 'a[href^="/settings/tokens/"]'],
];

/** Looks at a page each way; without an address at the one that stands there, which a reload would not show again. */
async function look(page, address) {
  const where = address ?? page.url();
  for (const scheme of ['light', 'dark']) {
    for (const width of [1280, 320]) {
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
      if (address) await page.goto(address, { waitUntil: 'load' });
      assert.equal(await overflow(page), 0, `${where} at ${width} px scrolls sideways`);
      assert.deepEqual(await violations(page), [], `${where}, ${scheme}, ${width} px`);
    }
  }
  assert.deepEqual(page.trouble, [], where);
}

for (const [role, paths] of Object.entries(places)) {
  for (const path of paths) {
    test(`${path} for ${role}`, () => look(seats[role], desk.address + path));
  }
}

for (const [role, list, link] of behind) {
  test(`what ${list} leads to, for ${role}`, async () => {
    const page = seats[role];
    await page.goto(desk.address + list);
    await look(page, await page.$eval(link, (element) => element.href));
  });
}

test('a token is shown once, and a reload makes no second one', async () => {
  const page = seats.tutor;
  await page.goto(`${desk.address}/settings/tokens`);
  const before = (await page.$$('tbody tr')).length;
  await (await field(page, 'What is it for?')).type('Reading list');
  await (await field(page, 'Read papers')).click();
  await press(page, 'Make the token');
  assert.match(await (await field(page, 'Token for Reading list')).evaluate((input) => input.value), /^pd_[\w-]{43}$/);
  await look(page);
  await page.reload();
  assert.match(page.url(), /\/settings\/tokens\/\d+$/);
  await page.goto(`${desk.address}/settings/tokens`);
  assert.equal((await page.$$('tbody tr')).length, before + 1);
});

test('a form with errors takes the focus to them, and each leads to its field', async () => {
  const page = seats.student;
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(`${desk.address}/submit`);
  await press(page, 'Check and send');
  assert.ok(await page.evaluate(() => document.activeElement.matches('.summary-err')));
  assert.deepEqual(await violations(page), []);
  await page.click('.summary-err a');
  assert.ok(await page.evaluate(() => document.activeElement.matches('input, textarea, select')));
});
