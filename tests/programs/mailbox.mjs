// A mail server that keeps what it is handed, with the envelope it came in.

import net from 'node:net';

/** Listens on a free port; `letters(n)` waits until it has so many mails, oldest first, as { from, to, bytes }. */
export async function openMailbox() {
  const kept = [];
  let wake = () => {};
  const server = net.createServer((caller) => {
    let heard = Buffer.alloc(0), mail = null;
    const say = (words) => caller.write(`${words}\r\n`);
    const hear = (line) => {
      const path = line.match(/<(.*?)>/)?.[1];
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'MAIL') mail = { from: path };
      if (verb === 'RCPT') mail.to = path;
      if (verb === 'DATA') mail.data = true;
      say({ EHLO: '250-mailbox\r\n250 PIPELINING', DATA: '354 go on', QUIT: '221 bye' }[verb] ?? '250 ok');
      if (verb === 'QUIT') caller.end();
    };
    const take = () => {
      for (;;) {
        const end = mail?.data ? '\r\n.\r\n' : '\r\n';
        const at = heard.indexOf(end);
        if (at < 0) return;
        const part = heard.subarray(0, at + (mail?.data ? 2 : 0));
        heard = heard.subarray(at + end.length);
        if (!mail?.data) { hear(part.toString('latin1')); continue; }
        kept.push({ from: mail.from, to: mail.to, bytes: Buffer.from(part.toString('latin1').replace(/^\./gm, ''), 'latin1') });
        mail = null;
        say('250 kept');
        wake();
      }
    };
    caller.on('error', () => {});
    caller.on('data', (bytes) => { heard = Buffer.concat([heard, bytes]); take(); });
    say('220 mailbox');
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const letters = async (n) => {
    while (kept.length < n) await new Promise((resolve) => { wake = resolve; });
    return [...kept];
  };
  return { smtp: `smtp://127.0.0.1:${server.address().port}`, letters, close: () => server.close() };
}
