// The main story in a real browser: sent in with an error first, given to a tutor, seen by the tutor; with and without script.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { field, openBrowser, openDesk, press, sit, words } from './desk.mjs';

let desk;
let chromium;

before(async () => {
  [desk, chromium] = await Promise.all([openDesk(), openBrowser()]);
});

after(async () => {
  await chromium?.close();
  await desk?.close();
});

async function sendIn(page, title) {
  await page.goto(`${desk.address}/submit?paste=1`);
  await (await field(page, 'What is it called?')).type(title);
  await press(page, 'Check and send');
  assert.match(await page.title(), /^Error: /);
  const told = await words(page);
  assert.ok(told.includes('Select your paper or paste the text'), told);
  assert.ok(told.includes('Choose at least one thing you want help with'), told);
  assert.equal(await (await field(page, 'What is it called?')).evaluate((input) => input.value), title, 'nothing typed is lost');
  await (await field(page, 'Paste your text')).type('Community gardens are a cure for everything.\n\nThey are not.');
  await (await field(page, 'Is my main point clear?')).click();
  await press(page, 'Check and send');
  const checked = await words(page);
  assert.ok(checked.includes('We promise it back by'), checked);
  assert.ok(checked.includes('Community gardens are a cure for everything.'), checked);
  await press(page, 'Send my paper');
  assert.match(page.url(), /\/papers\/P-\d+\/sent$/);
  return page.url().match(/P-\d+/)[0];
}

const pages = {};

for (const script of [true, false]) {
  const how = script ? 'with script' : 'without script';

  test(`a paper goes from its student to its tutor, ${how}`, async () => {
    for (const role of ['student', 'coordinator', 'tutor']) {
      pages[role] ??= await sit(chromium.browser, desk, role);
      await pages[role].setJavaScriptEnabled(script);
    }
    const { student, coordinator, tutor } = pages;
    const title = `Gardens ${how}`;
    const reference = await sendIn(student, title);

    await student.goBack();
    await student.goBack();
    await student.goto(`${desk.address}/papers`);
    const titles = await student.$$eval('main h2, main h3', (headings) => headings.map((one) => one.textContent.trim()));
    assert.equal(titles.filter((one) => one === title).length, 1, 'the back button made no second paper');

    await coordinator.goto(`${desk.address}/papers/${reference}`);
    assert.ok((await words(coordinator)).includes('sent it in'), await words(coordinator));
    await assign(coordinator, reference);
    assert.ok((await words(coordinator)).includes('Undo'), await words(coordinator));

    await tutor.goto(`${desk.address}/desk`);
    assert.ok((await words(tutor)).includes(title), await words(tutor));
    await tutor.goto(`${desk.address}/desk/${reference}`);
    await press(tutor, 'Begin marking');
    await student.goto(`${desk.address}/papers/${reference}`);
    assert.ok(!(await words(student)).includes('Withdraw'), 'work has begun');
    for (const page of [student, coordinator, tutor]) assert.deepEqual(page.trouble, []);
  });
}

/** Gives a paper to the tutor of the demo, whose own page tells their name. */
async function assign(page, reference) {
  await page.goto(`${desk.address}/assign`);
  for (;;) {
    const box = await page.$(`input[name="papers"][value="${reference}"]`);
    if (box) {
      await box.click();
      break;
    }
    const older = await page.$('nav.pager a.next');
    assert.ok(older, `${reference} does not wait`);
    await Promise.all([page.waitForNavigation(), older.click()]);
  }
  const name = await pages.tutor.$eval('.who a', (link) => link.lastChild.textContent.trim());
  const select = await page.$('select[name="tutor"]');
  const value = await select.$$eval('option', (options, wanted) => options.find((one) => one.textContent.includes(wanted)).value, name);
  await select.select(value);
  await press(page, 'Assign');
}
