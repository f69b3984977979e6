// Writing: each button does at the first press what it says, and closing says what became of the words.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, openDesk, sit } from './desk.mjs';

let desk;
let chromium;
let page;
let paper;

before(async () => {
  [desk, chromium] = await Promise.all([openDesk(), openBrowser()]);
  page = await sit(chromium.browser, desk, 'tutor');
  await page.goto(`${desk.address}/desk`);
  const papers = await page.$$eval('main section:first-of-type a[href^="/desk/P-"]', (links) => links.map((link) => link.getAttribute('href')));
  [paper] = papers;
});

after(async () => {
  await chromium?.close();
  await desk?.close();
});

async function sendByKeys() {
  await page.keyboard.down('Control');
  await page.keyboard.press('Enter');
  await page.keyboard.up('Control');
}

const saysSaved = () => page.waitForFunction(() => /^Saved \d/.test(document.querySelector('[data-saved]').textContent), { timeout: 15000 });

// What the letter is when the button is pressed.
const states = {
  empty: async () => {
    await page.goto(`${desk.address}${paper}/letter`);
    const had = await page.$eval('#letter', (letter) => {
      const { value } = letter;
      letter.value = '';
      letter.dispatchEvent(new Event('input', { bubbles: true }));
      return value;
    });
    if (had) await saysSaved();
  },
  dirty: async () => {
    await page.goto(`${desk.address}${paper}/letter`);
    await page.type('#letter', 'Dear writer. ');
  },
  saved: async () => { await states.dirty(); await saysSaved(); },
  unchanged: () => page.goto(`${desk.address}${paper}/letter`),
};
const ways = {
  'a click': (button) => button.click(),
  Enter: async (button) => { await button.focus(); await page.keyboard.press('Enter'); },
  'Ctrl and Enter': async () => { await page.focus('#letter'); await sendByKeys(); },
};

for (const state of ['empty', 'dirty', 'saved', 'unchanged']) {
  test(`the letter's buttons work at the first press: ${state}`, async () => {
    for (const then of ['check', 'save', 'starters']) {
      for (const [way, send] of Object.entries(ways)) {
        if (way === 'Ctrl and Enter' && then !== 'check') continue;
        await states[state]();
        const button = await page.$(`button[name=then][value=${then}]`);
        if (!button && then === 'starters') continue;
        const posted = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/letter'), { timeout: 4000 });
        await Promise.all([page.waitForNavigation({ timeout: 5000 }), posted, send(button)]).catch((error) => { throw new Error(`${then} by ${way}: ${error.message}`); });
        assert.ok((await posted).postData().includes(`then=${then}`), `${then} by ${way}`);
      }
    }
    assert.deepEqual(page.trouble, []);
  });
}

test('who is signed out while writing is told so until saving works again', async (t) => {
  await page.goto(`${desk.address}${paper}/letter`);
  const cookies = await page.cookies();
  await page.deleteCookie(...cookies);
  t.after(async () => { await page.setOfflineMode(false); await page.setCookie(...cookies); });
  await page.type('#letter', 'Written after the session ended. ');
  const says = () => page.$$eval('.unsaved, [data-saved]', (places) => places.map((place) => (place.hidden ? '' : place.textContent)));
  await page.waitForFunction(() => document.querySelector('.unsaved')?.hidden === false, { timeout: 15000 });
  for (const words of await says()) assert.match(words, /signed out.*sign in in another/);
  await page.setOfflineMode(true);
  await page.waitForFunction(() => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/keep')).length > 1, { timeout: 20000 });
  for (const words of await says()) assert.match(words, /signed out.*sign in in another/);
  await page.setCookie(...cookies);
  await page.setOfflineMode(false);
  await saysSaved();
  assert.ok(await page.$eval('.unsaved', (bar) => bar.hidden));
  page.trouble.splice(0);
});

const focused = () => page.evaluate(() => document.activeElement.getAttribute('href') ?? document.activeElement.textContent.trim());
const closed = () => page.waitForResponse((response) => response.url() === desk.address + paper);
const state = () => page.$eval('[data-state]', (place) => place.textContent);

async function openNote(selector) {
  await page.focus(selector);
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog[open]');
}

/** Closes the dialog in this way and waits until the page is as the desk writes it. */
async function close(way) {
  await page.evaluate(() => { document.querySelector('#work .galley').dataset.old = 'yes'; });
  await Promise.all([closed(), way === 'Escape' ? page.keyboard.press('Escape') : page.click('[data-close]')]);
  await page.waitForFunction(() => !document.querySelector('dialog[open], [data-old]'));
}

test('closing a note gives the focus back to where it was opened', async () => {
  await page.goto(desk.address + paper);
  const link = '#p2 [data-comment]';
  const href = await page.$eval(link, (node) => node.getAttribute('href'));
  for (const way of ['Escape', 'Close']) {
    await openNote(link);
    await close(way);
    assert.equal(await focused(), href, way);
  }
  await openNote(link);
  await page.keyboard.type('A half-written thought');
  await close('Escape');
  assert.equal(await focused(), href);
  await page.waitForFunction(() => /^Kept as note \d+\./.test(document.querySelector('[data-state]').textContent));
  const number = (await state()).match(/note (\d+)/)[1];
  assert.ok((await page.$eval(`#c${number}`, (note) => note.textContent)).includes('A half-written thought'));
  const edit = await page.$eval(`#c${number} [data-edit]`, (node) => node.getAttribute('href'));
  await openNote(`#c${number} [data-edit]`);
  await close('Escape');
  assert.equal(await focused(), edit);
  assert.doesNotMatch(await state(), /kept/i);
  await openNote(`#c${number} [data-edit]`);
  await page.keyboard.type(', now whole');
  await close('Close');
  await page.waitForFunction((n) => document.querySelector('[data-state]').textContent === `Your change to note ${n} is kept.`, {}, number);
  // From the bar below the sentence, which is gone by then.
  await page.focus('body');
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('j');
  const at = await page.$eval('.para.at [data-comment]', (node) => node.getAttribute('href'));
  await openNote('.kind-bar button');
  await close('Escape');
  assert.equal(await focused(), at);
  assert.deepEqual(page.trouble, []);
});

test('Escape leaves the bank first, and the dialog only then', async () => {
  await page.goto(desk.address + paper);
  await openNote('#p2 [data-comment]');
  await page.click('[data-bank]');
  await page.waitForSelector('[data-bank-list] input');
  await page.keyboard.type('a');
  await page.keyboard.press('Escape');
  assert.ok(await page.$('dialog[open]'), 'the dialog is still open');
  assert.ok(await page.$eval('[data-bank-list]', (list) => list.hidden));
  assert.equal(await focused(), 'From the bank');
  await close('Escape');
  assert.deepEqual(page.trouble, []);
});
