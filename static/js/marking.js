// The marking page, quicker: a sentence under the cursor, a bar below the selection, a note in a dialog.

import { Keeper, sign } from "./keeping.js";

const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const work = $("#work[data-mark]");
const dialog = $("#note-dialog");
const form = $("form", dialog ?? document.createElement("div"));
const base = work?.dataset.mark;

const make = (name, props = {}, ...children) => {
  const made = Object.assign(document.createElement(name), props);
  made.append(...children);
  return made;
};

// Positions are code points; what the page adds to the text (class x) does not count.
const pieces = (t) => {
  const walker = document.createTreeWalker(t, NodeFilter.SHOW_TEXT, { acceptNode: (node) => (node.parentElement.closest(".x") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT) });
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
};
const count = (text) => [...text].length;
const paraOf = (node) => (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("#work .para:not(.on-whole)");

/** How many code points of a paragraph stand before a point of the document. */
function before(t, node, offset) {
  const point = document.createRange();
  point.setStart(node, offset);
  let n = 0;
  for (const text of pieces(t)) {
    if (text === node) return n + count(text.data.slice(0, offset));
    if (point.comparePoint(text, 0) >= 0) return n;
    n += count(text.data);
  }
  return n;
}

/** The range of a paragraph from one code point to another. */
function rangeOf(t, from, to) {
  const range = document.createRange();
  let n = 0;
  let begun = false;
  for (const text of pieces(t)) {
    const letters = [...text.data];
    const unit = (at) => letters.slice(0, at).join("").length;
    if (!begun && from <= n + letters.length) { range.setStart(text, unit(from - n)); begun = true; }
    if (begun && to <= n + letters.length) { range.setEnd(text, unit(to - n)); break; }
    n += letters.length;
  }
  return range;
}

// Every sentence of the page in one list.
let sentences = [];
function listSentences() {
  sentences = $$(".para[data-s]", work).flatMap((para) => {
    const ends = para.dataset.s.split(" ").filter(Boolean).map(Number);
    const all = [];
    for (let n = 0; n + 1 < ends.length; n += 2) all.push({ para, n: n / 2 + 1, of: ends.length / 2, from: ends[n], to: ends[n + 1] });
    return all;
  });
}

let anchor = -1;
let at = -1;
const spoken = make("p", { className: "vh" });
spoken.setAttribute("role", "status");
const light = globalThis.CSS?.highlights && globalThis.Highlight ? new Highlight() : null;
if (light) CSS.highlights.set("at", light);

const textOf = (para) => $(".t", para);
const words = ({ para, from, to }) => [...pieces(textOf(para)).map((text) => text.data).join("")].slice(from, to).join("");
const chosen = () => (at < 0 ? [] : sentences.slice(Math.min(anchor, at), Math.max(anchor, at) + 1));

function show() {
  light?.clear();
  for (const para of $$(".para.at", work)) para.classList.remove("at");
  for (const one of chosen()) {
    light?.add(rangeOf(textOf(one.para), one.from, one.to));
    one.para.classList.add("at");
  }
}

function go(to, extend) {
  if (!sentences.length) return;
  at = Math.max(0, Math.min(sentences.length - 1, to));
  if (!extend) anchor = at;
  show();
  const one = sentences[at];
  const range = rangeOf(textOf(one.para), one.from, one.to).getBoundingClientRect();
  if (range.top < 80 || range.bottom > innerHeight - 160) scrollBy({ top: range.top - innerHeight / 3, behavior: "instant" });
  const many = chosen().length;
  spoken.textContent = many > 1 ? `${many} sentences. ${words(one)}` : `Paragraph ${one.para.id.slice(1)}, sentence ${one.n} of ${one.of}. ${words(one)}`;
  placeBar();
}

/** Moves from where the reader is: the first sentence in view, the first time. */
function step(by, extend) {
  if (at >= 0) return go(at + by, extend);
  const seen = sentences.findIndex(({ para }) => para.getBoundingClientRect().bottom > 80);
  go(Math.max(0, seen), false);
}

function leaveCursor() {
  at = -1;
  anchor = -1;
  show();
  bar.hidden = true;
}

/** What a new note would stand on: the selected words, else the sentences under the cursor, else the whole paper. */
function target() {
  const selection = getSelection();
  const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const [first, last] = [paraOf(range?.startContainer), paraOf(range?.endContainer)];
  if (first && last && first.dataset.at && last.dataset.at) {
    const from = Number(first.dataset.at) + before(textOf(first), range.startContainer, range.startOffset);
    const to = Number(last.dataset.at) + before(textOf(last), range.endContainer, range.endOffset);
    const quote = wholeText().slice(from, to).join("");
    const lead = count(quote) - count(quote.trimStart());
    if (quote.trim()) return { p: first === last ? first.id.slice(1) : "", near: from + lead, quote: quote.trim(), says: `Note on ¶${first.id.slice(1)}` };
  }
  const all = chosen();
  if (!all.length) return { p: "", near: "", quote: "", says: "Note on the whole paper" };
  const [one, end] = [all[0], all.at(-1)];
  const [from, to] = [Number(one.para.dataset.at) + one.from, Number(end.para.dataset.at) + end.to];
  return { p: one.para === end.para ? one.para.id.slice(1) : "", near: from, quote: wholeText().slice(from, to).join(""), says: `Note on ¶${one.para.id.slice(1)}` };
}

const wholeText = () => [...$$(".para[data-at]", work).map((para) => pieces(textOf(para)).map((text) => text.data).join("")).join("\n")];

// The dialog of a note, saved while it is written.
const field = (name) => form.elements[name];
let keeper;
let opened = { version: "", fromBar: false };

function setKind(kind) {
  for (const radio of $$("input[name=kind]", form)) radio.checked = radio.value === kind;
}

function openNote({ p = "", near = "", quote = "", says, piece = "", version = 0, kind, text = "" }) {
  opened = { version: String(version), fromBar: bar.contains(document.activeElement) };
  bar.hidden = true;
  for (const [name, value] of Object.entries({ p, near, quote, piece, version, sitting: sign(), words: text })) field(name).value = value;
  setKind(kind ?? last.kind);
  $("#note-title").textContent = says;
  $("[data-quote]", form).textContent = quote ? `“${quote.length > 300 ? `${quote.slice(0, 300)}…` : quote}”` : "";
  $("[data-wrong]", form).textContent = "";
  $("[data-bank-list]", form).hidden = true;
  dialog.returnValue = "";
  dialog.showModal();
  keeper.open();
  field("words").focus();
}

const last = { kind: "big" };
const fresh = (kind) => openNote({ ...target(), kind });

function edit(note) {
  const { piece, version, kind, words: text } = note.dataset;
  openNote({ piece, version, kind, text, quote: $("blockquote", note)?.textContent ?? "", says: `Change note ${$("h3", note).textContent}` });
}

/** Finds, once the page's parts are written anew, what stands where this stood; numbers in its words may differ by then. */
function again(node) {
  const holder = node.closest("[data-piece]") ?? node.closest(".para[id]") ?? work;
  const selector = holder.dataset.piece ? `[data-piece="${CSS.escape(holder.dataset.piece)}"]` : `#${CSS.escape(holder.id)}`;
  const like = (one) => one.tagName === node.tagName && ["href", "formaction"].every((name) => one.getAttribute(name) === node.getAttribute(name));
  return () => {
    const now = $(selector);
    return node === holder ? now : $$(node.localName, now ?? work).find(like) ?? now;
  };
}

/** The page's own parts again as the server writes them, without losing the place or the focus. */
function refresh() {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("GET", base);
    request.responseType = "document";
    request.onload = () => {
      const page = request.response;
      const focused = document.activeElement;
      const find = work.contains(focused) && !bar.contains(focused) ? again(focused) : null;
      for (const id of ["work", "counts"]) {
        const [now, then] = [page?.getElementById(id), document.getElementById(id)];
        if (now && then) then.replaceChildren(...[...now.childNodes].map((node) => document.adoptNode(node)));
      }
      work.append(spoken, bar);
      listSentences();
      show();
      if (find && !focused.isConnected) find()?.focus({ preventScroll: true });
      resolve();
    };
    request.onerror = resolve;
    request.send();
  });
}

async function closeNote() {
  const { version, fromBar } = opened;
  if (keeper.isDirty() && field("words").value.trim()) await keeper.save();
  const { piece, p } = Object.fromEntries(new FormData(form));
  const kept = piece && !keeper.isDirty() && field("version").value !== version && dialog.returnValue !== "saved";
  // Where nothing had the focus before, it is still in the closed dialog, and keys would be taken for typing.
  if (dialog.contains(document.activeElement) && !dialog.open) document.activeElement.blur();
  await refresh();
  const note = piece && $(`[data-piece="${CSS.escape(piece)}"]`);
  // The bar below the selection is gone with the selection; its paragraph is still there.
  if (fromBar && document.activeElement === document.body) ($(`#p${CSS.escape(p)} [data-comment]`) ?? note)?.focus?.({ preventScroll: true });
  // Closing is not throwing away: whoever did not press Save must hear that there is a note now, and which.
  if (kept && note) keeper.tell(version === "0" ? `Kept as note ${note.id.slice(1)}. Edit or delete it beside the text.` : `Your change to note ${note.id.slice(1)} is kept.`);
}

async function saveNote(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  const wrong = $("[data-wrong]", form);
  if (!field("words").value.trim()) { wrong.textContent = "Write the comment before saving it"; field("words").focus(); return; }
  wrong.textContent = "";
  keeper.stopped = false;
  const went = await keeper.save();
  if (!went) { wrong.textContent = $("[data-saved]", form).textContent; return; }
  dialog.close("saved");
}

// The comment bank inside the dialog.
async function openBank() {
  const place = $("[data-bank-list]", form);
  const all = await fetch("/desk/bank.json").then((answer) => answer.json()).catch(() => []);
  const search = make("input", { type: "search", ariaLabel: "Search the bank" });
  const list = make("ul", { className: "snippets" });
  list.setAttribute("role", "list");
  const draw = () => {
    const wanted = search.value.toLowerCase();
    const shown = all.filter(({ words: says }) => says.toLowerCase().includes(wanted)).slice(0, 8);
    list.replaceChildren(...shown.map((one) => {
      const button = make("button", { type: "button", className: "btn small", textContent: one.words.length > 120 ? `${one.words.slice(0, 120)}…` : one.words });
      button.addEventListener("click", () => insert(one.id, button));
      return make("li", {}, button);
    }));
    if (!shown.length) list.append(make("li", { textContent: all.length ? "No comment says that." : "The bank is empty. Save a note to it first." }));
  };
  search.addEventListener("input", draw);
  draw();
  place.replaceChildren(search, list);
  place.hidden = false;
  search.focus();
}

function closeBank() {
  $("[data-bank-list]", form).hidden = true;
  $("[data-bank]", form).focus();
}

/** Escape leaves what was opened last: the bank first, and only then the dialog around it. */
function escapeBank(event) {
  if (event.key !== "Escape" || event.isComposing || !dialog.open || $("[data-bank-list]", form).hidden) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  closeBank();
}

async function insert(id, button) {
  const body = new URLSearchParams({ snippet: id, quote: field("quote").value, ...(button.dataset.asked ? { sure: id } : {}) });
  const said = await fetch(`${base}/snippet`, { method: "POST", body }).then((answer) => answer.json()).catch(() => ({}));
  const wrong = $("[data-wrong]", form);
  wrong.textContent = said.says ? `${said.says}.` : "";
  if (said.says) { button.dataset.asked = "yes"; return; }
  const text = field("words");
  text.value = [text.value.trimEnd(), said.words].filter(Boolean).join("\n\n");
  $("[data-bank-list]", form).hidden = true;
  text.focus();
  keeper.changed();
}

// The bar below the selection, so that the system's own menu above it stays free.
const bar = make("div", { className: "kind-bar", hidden: true });
bar.setAttribute("role", "toolbar");
bar.setAttribute("aria-label", "Comment on this");

function placeBar() {
  const selection = getSelection();
  const range = selection.rangeCount && !selection.isCollapsed && paraOf(selection.anchorNode) ? selection.getRangeAt(0) : null;
  const all = chosen();
  const rects = range ? [range.getBoundingClientRect()] : all.map((one) => rangeOf(textOf(one.para), one.from, one.to).getBoundingClientRect());
  bar.hidden = rects.length === 0;
  if (bar.hidden) return;
  const [box, end] = [work.getBoundingClientRect(), rects.at(-1)];
  bar.style.insetBlockStart = `${end.bottom - box.top + 10}px`;
  bar.style.insetInlineStart = `${Math.max(8, Math.min(end.left - box.left, box.width - bar.offsetWidth - 8))}px`;
}

/** The sentence at a point of the window. */
function sentenceAt(x, y) {
  const point = document.caretPositionFromPoint?.(x, y);
  const range = point ? null : document.caretRangeFromPoint?.(x, y);
  const [node, offset] = point ? [point.offsetNode, point.offset] : [range?.startContainer, range?.startOffset];
  const para = paraOf(node);
  if (!para || !textOf(para)?.contains(node)) return -1;
  const n = before(textOf(para), node, offset);
  return sentences.findIndex((one) => one.para === para && n >= one.from && n <= one.to);
}

const typing = (node) => node.isContentEditable || node.matches("textarea, select, input:not([type=checkbox], [type=radio])");
const keysOff = () => { if (document.documentElement.dataset.keys === "off") return true; try { return JSON.parse(localStorage.getItem("paperdesk:keys")) === "off"; } catch { return false; } };

function press(event) {
  const { key, shiftKey, ctrlKey, metaKey, altKey, target: node } = event;
  if (ctrlKey || metaKey || altKey || event.isComposing || keysOff() || typing(node) || $("dialog[open]")) return;
  const kinds = $$("input[name=kind]", form).map((radio) => radio.value);
  const letter = key.toLowerCase();
  if (letter === "j" || (at >= 0 && key === "ArrowDown")) step(1, shiftKey);
  else if (letter === "k" || (at >= 0 && key === "ArrowUp")) step(-1, shiftKey);
  else if (letter === "c") fresh();
  else if (/^[1-4]$/.test(key)) fresh(kinds[Number(key) - 1]);
  else if (key === "Escape" && at >= 0) leaveCursor();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function start() {
  keeper = new Keeper(form, { says: [$("[data-saved]", form), $("[data-state]")], saved: () => { last.kind = keeper.value("kind") || last.kind; } });
  for (const [n, radio] of $$("input[name=kind]", form).entries()) {
    const button = make("button", { type: "button", className: `btn small`, textContent: radio.labels[0].textContent });
    button.append(" ", make("kbd", { textContent: n + 1 }));
    button.addEventListener("click", () => fresh(radio.value));
    bar.append(button);
  }
  work.append(spoken, bar);
  listSentences();
  form.addEventListener("submit", saveNote, true);
  $("[data-close]", form).addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", closeNote);
  $("[data-bank]", form).addEventListener("click", openBank);
  field("words").addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.value) { event.preventDefault(); openBank(); }
  });
  document.addEventListener("keydown", escapeBank, true);
  document.addEventListener("keydown", press, true);
  document.addEventListener("click", (event) => {
    const node = event.target;
    if (node.closest("[data-comment]")) {
      event.preventDefault();
      const para = node.closest(".para");
      go(sentences.findIndex((one) => one.para === para), false);
      fresh();
    } else if (node.closest("[data-comment-here]")) {
      event.preventDefault();
      getSelection().removeAllRanges();
      leaveCursor();
      fresh();
    } else if (node.closest("[data-edit]")) {
      event.preventDefault();
      edit(node.closest(".note"));
    } else if (node.closest("#work .t") && !node.closest("a")) {
      if (getSelection().isCollapsed) {
        const found = sentenceAt(event.clientX, event.clientY);
        if (found >= 0) go(found, event.shiftKey && at >= 0);
      } else {
        placeBar();
      }
    }
  });
  document.addEventListener("selectionchange", () => { if (!getSelection().isCollapsed) placeBar(); });
}

if (work && dialog) start();
