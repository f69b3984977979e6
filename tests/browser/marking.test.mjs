// Marking and reading: by keyboard alone, and again with script switched off.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { field, openBrowser, openDesk, overflow, press, sit, violations, words } from './desk.mjs';

let desk;
let chromium;
let tutor;
let student;
let marked;
let returned;

before(async () => {
  [desk, chromium] = await Promise.all([openDesk(), openBrowser()]);
  tutor = await sit(chromium.browser, desk, 'tutor');
  student = await sit(chromium.browser, desk, 'student');
  await tutor.goto(`${desk.address}/desk`);
  marked = await tutor.$$eval('main section:first-of-type a[href^="/desk/P-"]', (links) => links.map((link) => link.getAttribute('href')));
  await student.goto(`${desk.address}/papers`);
  returned = await student.$$eval('main a[href$="/feedback"]', (links) => links.map((link) => link.getAttribute('href').replace('/feedback', '')));
});

after(async () => {
  await chromium?.close();
  await desk?.close();
});

/** Walks by Tab until the focus is on something like this. */
async function reach(page, selector) {
  for (let n = 0; n < 200; n += 1) {
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} cannot be reached on ${page.url()}`);
}

async function enter(page, selector) {
  await reach(page, selector);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

async function sendByKeys(page) {
  await page.keyboard.down('Control');
  await page.keyboard.press('Enter');
  await page.keyboard.up('Control');
}

const notes = (page) => page.$$eval('#work .note', (all) => all.length);

/** Saves the note in the dialog, and waits until it stands beside the text. */
async function saved(page, before) {
  await sendByKeys(page);
  await page.waitForFunction((n) => !document.querySelector('dialog[open]') && document.querySelectorAll('#work .note').length === n, {}, before + 1);
}

test('a tutor marks three notes, writes, returns, undoes and returns, by keyboard alone', async () => {
  const page = tutor;
  await page.goto(desk.address + marked[0]);
  const had = await notes(page);
  await page.keyboard.press('j');
  await page.keyboard.press('2');
  await page.waitForSelector('dialog[open]');
  assert.deepEqual(await violations(page), []);
  assert.equal(await page.$eval('dialog input[name=kind]:checked', (radio) => radio.value), 'well');
  await page.keyboard.type('This sentence carries the page.');
  await saved(page, had);
  await page.keyboard.press('j');
  await page.keyboard.press('J');
  await page.keyboard.press('c');
  await page.waitForSelector('dialog[open]');
  await page.keyboard.press('/');
  await page.waitForSelector('.snippets button');
  await reach(page, '.snippets button');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('dialog textarea').value.length > 5);
  const filled = await page.$eval('dialog textarea', (text) => text.value);
  assert.ok(!filled.includes('{name}'), filled);
  await saved(page, had + 1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await page.waitForSelector('dialog[open]');
  assert.equal(await page.$eval('#note-title', (title) => title.textContent), 'Note on the whole paper');
  await page.keyboard.type('What do you want us to believe by the end?');
  await saved(page, had + 2);

  await enter(page, 'a[href$="/letter"]');
  await reach(page, '#letter');
  await page.keyboard.type('Dear writer, this is a pleasure to read.');
  await Promise.all([page.waitForNavigation(), sendByKeys(page)]);
  assert.ok(page.url().endsWith('/return'), page.url());
  assert.ok((await words(page)).includes('this is a pleasure to read'));
  assert.deepEqual(await violations(page), []);
  await enter(page, 'form[action$="/return"] button');
  assert.ok((await words(page)).includes('is returned'), await words(page));
  await enter(page, 'form[action$="/return/undo"] button');
  assert.ok((await words(page)).includes('on your desk again'), await words(page));
  await page.goto(`${desk.address}${marked[0]}/return`);
  await enter(page, 'form[action$="/return"] button');
  assert.ok((await words(page)).includes('is returned'), await words(page));
  assert.deepEqual(page.trouble, []);
});

test('what is typed is saved on the way, and kept on this device where the desk cannot be reached', async () => {
  const page = tutor;
  await page.goto(desk.address + marked[1]);
  const had = await notes(page);
  await page.keyboard.press('j');
  await page.keyboard.press('c');
  await page.waitForSelector('dialog[open]');
  await page.keyboard.type('Half a thought');
  await page.waitForFunction(() => /^Saved \d\d:\d\d$/.test(document.querySelector('dialog [data-saved]').textContent), { timeout: 30000 });
  await page.setOfflineMode(true);
  await page.keyboard.type(', and the other half');
  await page.waitForFunction(() => !document.querySelector('.unsaved')?.hidden && document.querySelector('.unsaved')?.textContent.startsWith('Not saved since'), { timeout: 30000 });
  await page.setOfflineMode(false);
  await page.waitForFunction(() => document.querySelector('.unsaved').hidden, { timeout: 20000 });
  page.trouble.splice(0);
  await page.goto(desk.address + marked[1]);
  assert.equal(await notes(page), had + 1);
  assert.ok((await words(page)).includes('Half a thought, and the other half'), await words(page));
});

test('the same in plain forms, with script switched off', async () => {
  const page = tutor;
  await page.setJavaScriptEnabled(false);
  await page.goto(`${desk.address}${marked[1]}`);
  const had = await notes(page);
  for (const [where, choose] of [['?p=2', 'input[name=sentence]'], ['?p=2', null], ['', null]]) {
    await page.goto(`${desk.address}${marked[1]}/notes/new${where}`);
    if (choose) await page.click(choose);
    else if (where) await (await field(page, 'Or only these words')).type(await firstWords(page));
    await page.click('input[name=kind][value=question]');
    await (await field(page, 'Your comment')).type('Why?');
    await press(page, 'Save the note');
    assert.ok(new URL(page.url()).pathname === marked[1], await words(page));
  }
  assert.equal(await notes(page), had + 3);
  await page.goto(`${desk.address}${marked[1]}/letter`);
  await (await field(page, 'What you write to')).type('Dear writer, read on.');
  await press(page, 'Look at it once more');
  const name = await page.$eval('form[action$="/return"] button', (button) => button.textContent.trim());
  await press(page, name);
  await page.goto(desk.address + marked[1]);
  await press(page, 'Take it back');
  await page.goto(`${desk.address}${marked[1]}/return`);
  await press(page, name);
  assert.ok((await words(page)).includes('is returned'), await words(page));
  await page.setJavaScriptEnabled(true);
  assert.deepEqual(page.trouble, []);
});

/** Some words of the paragraph whose sentences stand in the form. */
const firstWords = (page) => page.$eval('fieldset .choice label', (label) => label.textContent.trim().split(' ').slice(0, 5).join(' '));

for (const script of [true, false]) {
  test(`a student reads, plans two and sends the next draft, ${script ? 'by keyboard alone' : 'with script switched off'}`, async () => {
    const page = student;
    const base = returned[script ? 0 : 1];
    await page.setJavaScriptEnabled(script);
    await page.goto(`${desk.address}${base}/feedback`);
    const open = 'button[name=choice][value=plan]';
    for (let n = 0; n < 2 && await page.$(open); n += 1) {
      if (script) await enter(page, open);
      else await Promise.all([page.waitForNavigation(), page.click(open)]);
      assert.match(page.url(), /#c\d+$/);
    }
    if (script) {
      await page.keyboard.press('n');
      assert.ok(await page.evaluate(() => document.activeElement.matches('.note')), 'n goes to a note');
      await page.keyboard.press('t');
      assert.ok(await page.evaluate(() => document.activeElement.closest('mark') !== null || document.activeElement.matches('.note')), 't goes into the text');
    }
    const file = await page.evaluate((address) => fetch(address).then(async (answer) => [answer.status, answer.headers.get('content-type'), (await answer.arrayBuffer()).byteLength]), `${base}/feedback/word`).catch(() => null);
    if (file) assert.ok(file[0] === 200 && file[1].includes('wordprocessingml') && file[2] > 1500, String(file));
    await page.goto(`${desk.address}${base}/plan`);
    assert.ok((await words(page)).match(/of [2-9] done/), await words(page));
    const next = 'a[href$="/next"]';
    if (script) await enter(page, next);
    else await Promise.all([page.waitForNavigation(), page.click(next)]);
    await page.goto(`${page.url()}?paste=1`);
    await (await field(page, 'Paste your new draft')).type('A better draft. It takes a side.');
    if (script) await enter(page, 'form[action$="/next"] button');
    else await press(page, 'Send draft 2');
    assert.ok((await words(page)).includes('Draft 2 is with us'), await words(page));
    await page.setJavaScriptEnabled(true);
    assert.deepEqual(page.trouble, []);
  });
}

test('every page of marking and reading in light and dark, wide and narrow', async () => {
  const places = [
    [tutor, marked[1]], [tutor, `${marked[1]}/letter`], [tutor, `${marked[1]}/return`], [tutor, `${marked[1]}/notes/new?p=1`], [tutor, '/desk/bank'],
    [student, `${returned[0]}/feedback`], [student, `${returned[0]}/plan`],
  ];
  for (const [page, place] of places) {
    for (const scheme of ['light', 'dark']) {
      for (const width of [1280, 320]) {
        await page.setViewport({ width, height: 900 });
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
        await page.goto(desk.address + place);
        assert.equal(await overflow(page), 0, `${place} at ${width} px scrolls sideways`);
        assert.deepEqual(await violations(page), [], `${place}, ${scheme}, ${width} px`);
      }
    }
    assert.deepEqual(page.trouble, [], place);
  }
});

test('no focus is hidden under the dock', async () => {
  for (const [page, place] of [[tutor, marked[1]], [student, `${returned[0]}/feedback`]]) {
    for (const width of [1280, 320]) {
      await page.setViewport({ width, height: 700 });
      await page.goto(desk.address + place);
      for (let stops = 0; stops < 200; stops += 1) {
        await page.keyboard.press('Tab');
        const hidden = await page.evaluate(() => {
          const here = document.activeElement;
          if (!here || here === document.body) return null;
          const dock = document.querySelector('.dock');
          const [box, over] = [here.getBoundingClientRect(), dock.getBoundingClientRect()];
          const covered = getComputedStyle(dock).position === 'sticky' && !dock.contains(here) && box.top >= over.top && box.bottom <= over.bottom;
          return { covered, ring: parseFloat(getComputedStyle(here).outlineWidth), what: here.outerHTML.slice(0, 100) };
        });
        if (!hidden) break;
        assert.ok(!hidden.covered && hidden.ring >= 2, `${place} at ${width}: ${JSON.stringify(hidden)}`);
      }
    }
  }
});
