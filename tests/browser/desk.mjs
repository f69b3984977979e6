// A demo desk of our own and a Chromium to look at it with.

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import puppeteer from 'puppeteer-core';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Starts the demo; gives its address, a sign-in link per role, and the way to end it. */
export async function openDesk() {
  const server = spawn(path.join(root, 'target/debug/paperdesk'), ['demo', '--listen', '127.0.0.1:0'],
    { stdio: ['ignore', 'pipe', 'ignore'] });
  const links = {};
  for await (const line of readline.createInterface({ input: server.stdout })) {
    const [, name, url] = line.match(/^(\w+): (\S+)$/) ?? [];
    if (name) links[name] = url;
    const address = line.match(/^listening on (\S+)$/)?.[1];
    if (address) return { address, links, close: () => ended(server) };
  }
  throw new Error('the demo did not start');
}

/** Starts the demo in a folder of its own, to be killed and started again on the same data at the same address. */
export async function openMortalDesk() {
  const folder = mkdtempSync(path.join(tmpdir(), 'paperdesk-mortal-'));
  let server;
  const start = async (args) => {
    server = spawn(path.join(root, 'target/debug/paperdesk'), args, { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, TMPDIR: folder } });
    const links = {};
    for await (const line of readline.createInterface({ input: server.stdout })) {
      const [, name, url] = line.match(/^(\w+): (\S+)$/) ?? [];
      if (name) links[name] = url;
      const address = line.match(/^listening on (\S+)$/)?.[1];
      if (address) return { address, links };
    }
    throw new Error('the desk did not start');
  };
  const kill = () => new Promise((resolve) => { server.on('exit', resolve); server.kill('SIGKILL'); });
  const desk = await start(['demo', '--listen', '127.0.0.1:0']);
  const place = path.join(folder, readdirSync(folder).find((name) => name.startsWith('paperdesk-demo-')));
  return {
    ...desk,
    kill,
    again: () => start(['serve', '--data', place, '--listen', new URL(desk.address).host]),
    close: async () => { await kill(); rmSync(folder, { recursive: true, force: true }); },
  };
}

function ended(server) {
  return new Promise((resolve) => {
    server.on('exit', resolve);
    server.kill('SIGTERM');
  });
}

export async function openBrowser() {
  const profile = mkdtempSync(path.join(tmpdir(), 'paperdesk-browser-'));
  const browser = await puppeteer.launch({ executablePath: '/usr/bin/chromium', headless: true, userDataDir: profile, args: flags });
  return {
    browser,
    close: async () => {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** A person at a browser of their own, signed in by the role's link, which works once. */
export async function sit(browser, desk, role) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.trouble = [];
  page.on('pageerror', (error) => page.trouble.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) page.trouble.push(message.text());
  });
  await page.setViewport({ width: 1280, height: 900 });
  // Going back in the middle of a fade makes the browser complain of itself.
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  if (role) {
    await page.goto(desk.links[role]);
    await press(page, 'Continue');
  }
  return page;
}

/** Presses the button with this label and waits for the page behind it. */
export async function press(page, label) {
  const buttons = await page.$$('button');
  for (const button of buttons) {
    const text = await button.evaluate((element) => element.textContent.trim());
    if (text === label && await button.isVisible()) {
      await Promise.all([page.waitForNavigation(), button.click()]);
      return;
    }
  }
  throw new Error(`there is no button "${label}" on ${page.url()}`);
}

/** The field with this label. */
export async function field(page, label) {
  const found = await page.evaluateHandle((wanted) => {
    const labels = [...document.querySelectorAll('label')];
    const mine = labels.find((one) => one.textContent.replace(/\s+/g, ' ').trim().startsWith(wanted));
    return mine?.control ?? (mine?.htmlFor ? document.getElementById(mine.htmlFor) : null);
  }, label);
  const element = found.asElement();
  if (!element) throw new Error(`there is no field "${label}" on ${page.url()}`);
  return element;
}

export const words = (page) => page.$eval('main', (main) => main.textContent.replace(/\s+/g, ' ').trim());

/** What axe finds wrong, a line each. Sticky bars stand still meanwhile: they make some rules depend on the scroll. */
export async function violations(page) {
  await page.evaluate(() => document.querySelectorAll('.dock').forEach((dock) => { dock.style.position = 'static'; }));
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => window.axe.run(document, { runOnly: { type: 'tag', values: tags } }), rules);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`);
}

/** How many pixels the page is wider than its window. */
export const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
