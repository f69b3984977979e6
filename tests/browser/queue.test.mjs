// The queue by keyboard: a range is selected, given to a tutor, and walked through.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, openDesk, sit, words } from './desk.mjs';

let desk;
let chromium;
let page;

before(async () => {
  [desk, chromium] = await Promise.all([openDesk(), openBrowser()]);
  page = await sit(chromium.browser, desk, 'coordinator');
});

after(async () => {
  await chromium?.close();
  await desk?.close();
});

const through = (key) => Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
const picked = () => page.$$eval('[data-pick]:checked', (boxes) => boxes.map((box) => box.value));

test('a range of papers is selected and given to a tutor without touching the mouse', async () => {
  await page.goto(`${desk.address}/papers/all?q=is:waiting`);
  for (const key of ['j', 'x', 'j', 'j']) await page.keyboard.press(key);
  await page.keyboard.down('Shift');
  await page.keyboard.press('x');
  await page.keyboard.up('Shift');
  const chosen = await picked();
  assert.equal(chosen.length, 3);
  assert.match(await page.$eval('[data-selected]', (says) => says.textContent), /^3 papers selected$/);
  await through('a');
  assert.match(page.url(), /\/papers\/all\/give\?/);
  const tutor = await page.$eval('#tutor', (select) => [...select.options].find((option) => option.value && !option.label.includes('full')).value);
  await page.focus('#tutor');
  await page.select('#tutor', tutor);
  await page.keyboard.down('Control');
  await through('Enter');
  await page.keyboard.up('Control');
  assert.match(await words(page), /papers? (is|are) given/);
});

test('a list is walked through from paper to paper by keys', async () => {
  await page.goto(`${desk.address}/papers/all?q=is:open`);
  const references = await page.$$eval('[data-pick]', (boxes) => boxes.map((box) => box.value));
  await page.keyboard.press('j');
  await through('o');
  assert.ok(page.url().includes(references[0]));
  await through('n');
  assert.ok(page.url().includes(references[1]));
  await through('p');
  assert.ok(page.url().includes(references[0]));
  await through('u');
  assert.match(page.url(), /q=is%3Aopen$/);
});

test('the search is reached by one key, and a slip is said by name', async () => {
  await page.goto(`${desk.address}/papers/all`);
  await page.keyboard.press('/');
  await page.keyboard.type('is:wating');
  await through('Enter');
  assert.match(await words(page), /“is:wating” was left out/);
  assert.equal(await page.$eval('#q', (box) => box.value), 'is:wating');
});

test('a card is dragged onto a tutor, and back into the queue', async () => {
  await page.goto(`${desk.address}/assign?view=board`);
  await page.setDragInterception(true);
  const drag = async (from, to) => {
    const middle = async (selector) => {
      const { x, y, width, height } = await (await page.waitForSelector(selector, { visible: true })).boundingBox();
      return { x: x + Math.min(width / 2, 60), y: y + Math.min(height / 2, 12) };
    };
    const data = await page.mouse.drag(await middle(from), { x: 640, y: 300 });
    const place = await middle(to);
    await page.mouse.dragEnter(place, data);
    await page.mouse.dragOver(place, data);
    await Promise.all([page.waitForNavigation(), page.mouse.drop(place, data)]);
    await page.mouse.up();
  };
  const reference = await page.$eval('.board > [data-to] form.move', (form) => form.action.split('/').at(-2));
  const free = await page.$eval('.board > [data-to] form.move select', (select) => [...select.options].filter((option) => option.value).findIndex((option) => !option.label.includes('full')));
  await drag('.board > [data-to] .cards > li .meta', `.tray > span:nth-child(${free + 1})`);
  assert.match(await words(page), /1 paper is given/);
  const own = `form.move[action$="/${reference}/move"]`;
  assert.equal(await page.$eval(own, (form) => form.closest('section').querySelector('h2').textContent.split(' ')[0]), 'Assigned');
  await drag(`li:has(${own}) .meta`, '.board > [data-to] h2');
  assert.match(await words(page), new RegExp(`${reference} is back in the queue`));
});
