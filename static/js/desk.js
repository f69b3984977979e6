// What the pages can do besides: focus, keys, lists, the drop area, form memory. All of it is optional.

const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const el = (name, props = {}, ...children) => {
  const made = Object.assign(document.createElement(name), props);
  made.append(...children);
  return made;
};

// A browser may forbid storage altogether; the page must not care.
const store = {
  get(key) { try { return JSON.parse(localStorage.getItem(`paperdesk:${key}`)); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(`paperdesk:${key}`, JSON.stringify(value)); } catch { /* full or forbidden */ } },
  drop(key) { try { localStorage.removeItem(`paperdesk:${key}`); } catch { /* forbidden */ } },
  keys() { try { return Object.keys(localStorage).filter((k) => k.startsWith("paperdesk:")).map((k) => k.slice(10)); } catch { return []; } },
};

// Focus: the error summary first, else what was just done.
($("[data-focus][role=alert]") ?? $("[data-focus]"))?.focus();

// Lists: a cursor that is the real focus, and checkboxes with ranges.
const rowsOf = (list) => $$(list.tagName === "TABLE" ? "tbody tr" : ":scope > li", list);
const linkOf = (row) => $("[data-open]", row) ?? $("a[href]", row) ?? $("input, select, button", row);
let at = null;
let anchor = null;

function moveTo(row) {
  if (!row) return;
  at?.classList.remove("at");
  at = row;
  row.classList.add("at");
  linkOf(row)?.focus();
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const list = at?.closest("[data-rows]") ?? $("[data-rows]");
  if (!list) return;
  const rows = rowsOf(list);
  const here = rows.indexOf(at);
  moveTo(rows[here < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + by, 0), rows.length - 1)]);
}

function pick(box, ranged) {
  const boxes = $$("[data-pick]", box.closest("[data-rows]"));
  const from = boxes.indexOf(anchor);
  if (ranged && from >= 0) {
    const to = boxes.indexOf(box);
    for (const other of boxes.slice(Math.min(from, to), Math.max(from, to) + 1)) other.checked = box.checked;
  }
  anchor = box;
  countPicked();
}

// All that a search finds: whoever takes one of them out again has chosen those on the page one by one.
const every = () => $("[data-pick-every]");

function countPicked() {
  const boxes = $$("[data-rows] [data-pick]");
  const n = boxes.filter((box) => box.checked).length;
  if (every() && n < boxes.length) every().checked = false;
  for (const says of $$("[data-selected]")) {
    const { one = "paper", many = `${one}s` } = says.dataset;
    const all = every()?.checked;
    says.textContent = all ? `All ${every().dataset.pickEvery} ${many} that fit selected` : n === 0 ? `No ${many} selected` : `${n} ${n === 1 ? one : many} selected`;
  }
  for (const all of $$("[data-pick-all]")) {
    all.checked = n > 0 && n === boxes.length;
    all.indeterminate = n > 0 && n < boxes.length;
  }
}

document.addEventListener("click", ({ target, shiftKey }) => {
  if (target.matches?.("[data-pick]")) pick(target, shiftKey);
});
document.addEventListener("focusin", ({ target }) => {
  const row = target.closest("[data-rows] tbody tr, [data-rows] > li");
  if (row === at) return;
  at?.classList.remove("at");
  at = row ?? at;
  row?.classList.add("at");
});
for (const all of $$("[data-pick-all]")) {
  all.closest("[hidden]")?.removeAttribute("hidden");
  all.addEventListener("change", () => {
    for (const box of $$("[data-rows] [data-pick]")) box.checked = all.checked;
    countPicked();
  });
}
every()?.addEventListener("change", ({ target }) => {
  for (const box of $$("[data-rows] [data-pick]")) box.checked = target.checked;
  countPicked();
});
if ($("[data-pick]")) countPicked();

// Keys: single letters, off inside fields and switchable off altogether.
const places = { d: "/desk", q: "/desk#open", p: "/papers", l: "/papers/all", s: "/submit", a: "/assign", e: "/people", m: "/mail", r: "/reports", h: "/health" };
const menuLink = (href) => $$(".bar nav a").find((a) => a.getAttribute("href") === href.split("#")[0]);
const typing = (node) => node.isContentEditable || node.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])");
let went = 0;
const saidOff = document.documentElement.dataset.keys === "off";
const keysOff = () => saidOff || store.get("keys") === "off";

function press(key) {
  const within = at && document.contains(at) ? [at, document] : [document];
  const named = within.flatMap((place) => $$(`[data-key="${CSS.escape(key)}"]`, place)).find((node) => !node.disabled && node.checkVisibility());
  if (!named) return false;
  if (typing(named)) named.focus(); else named.click();
  return true;
}

const single = {
  "?": () => help(),
  "/": () => $("[data-filter], input[type=search]")?.focus(),
  g: () => { went = Date.now(); },
  j: () => step(1),
  k: () => step(-1),
  o: () => at && linkOf(at)?.click(),
  x: (event) => { const box = at && $("[data-pick]", at); if (box) { box.checked = !box.checked; pick(box, event.shiftKey); } },
};

document.addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  if (key === "Enter" && (ctrlKey || metaKey)) {
    const form = target.form ?? target.closest("form") ?? $("form[data-main]");
    if (form) { event.preventDefault(); form.requestSubmit($("button.primary:not([disabled])", form)); }
    return;
  }
  if (ctrlKey || metaKey || altKey || event.isComposing || keysOff() || typing(target) || $("dialog[open]")) return;
  const letter = key.length === 1 ? key.toLowerCase() : key;
  if (Date.now() - went < 1200 && letter !== "g") {
    went = 0;
    const place = places[letter];
    if (place && menuLink(place)) { event.preventDefault(); location.assign(place); }
    return;
  }
  if (press(letter)) { event.preventDefault(); return; }
  if (single[letter]) { event.preventDefault(); single[letter](event); }
});

function help() {
  const rows = [["?", "This list"], ["Ctrl Enter", "Send the form you are in"]];
  if ($("[data-filter], input[type=search]")) rows.push(["/", "Filter"]);
  if ($("[data-rows]")) rows.push(["j k", "Next and previous row"], ["o", "Open the row"]);
  if ($("[data-pick]")) rows.push(["x", "Select the row, with Shift up to here"]);
  for (const line of $$("[data-help]").flatMap((node) => node.dataset.help.split(";"))) rows.push(line.split("|"));
  for (const node of $$("[data-key]")) {
    const row = [node.dataset.key, node.dataset.keySays ?? node.textContent.trim()];
    if (row[1] && !rows.some(([key]) => key === row[0])) rows.push(row);
  }
  for (const [letter, href] of Object.entries(places)) {
    if (!href.includes("#") && menuLink(href)) rows.push([`g ${letter}`, menuLink(href).textContent.trim()]);
  }
  const list = el("dl");
  for (const [keys, says] of rows) {
    list.append(el("dt", {}, ...keys.split(" ").flatMap((key) => [el("kbd", { textContent: key }), " "])), el("dd", { textContent: says }));
  }
  const on = el("input", { type: "checkbox", id: "keys-on", checked: !keysOff(), disabled: saidOff });
  on.addEventListener("change", () => store.set("keys", on.checked ? "on" : "off"));
  const choice = el("div", { className: "choice" }, on, el("label", { htmlFor: "keys-on", textContent: "Use single-key shortcuts" }));
  const more = el("p", { className: "hint" }, saidOff ? "They are off " : "To switch them off on every machine, go to ", el("a", { href: "/account#reading", textContent: saidOff ? "in your account" : "your account" }), ".");
  const close = el("button", { className: "btn", type: "button", textContent: "Close" });
  const title = el("h2", { id: "keys-title", textContent: "Keyboard shortcuts" });
  const dialog = el("dialog", {}, title, list, choice, ...(whose ? [more] : []), close);
  dialog.setAttribute("aria-labelledby", "keys-title");
  dialog.setAttribute("closedby", "any");
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

// The one way to the dialog that needs no key, so that shortcuts can be switched on again.
const foot = $(".foot");
if (foot) {
  const button = el("button", { className: "linklike", type: "button", textContent: "Keyboard shortcuts" });
  button.addEventListener("click", help);
  foot.append(button);
}

// The drop area: a file dropped on it is put into the field inside it.
for (const area of $$("[data-drop]")) {
  const field = $("input[type=file]", area);
  const says = el("p", { className: "hint", textContent: "Or drop the file here." });
  says.setAttribute("role", "status");
  area.append(says);
  let depth = 0;
  const over = (by) => { depth = Math.max(0, depth + by); area.classList.toggle("over", depth > 0); };
  area.addEventListener("dragenter", () => over(1));
  area.addEventListener("dragleave", () => over(-1));
  area.addEventListener("dragover", (event) => event.preventDefault());
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    over(-depth);
    if (event.dataTransfer.files.length !== 1) { says.textContent = "Drop one file at a time."; return; }
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  field.addEventListener("change", () => {
    const [file] = field.files;
    says.textContent = file ? `Chosen: ${file.name}, ${Math.max(1, Math.round(file.size / 1024)).toLocaleString()} KB` : "Or drop the file here.";
  });
}

// A secret to copy: all of it is marked at once, and a button copies it where the browser lets it.
for (const field of $$("[data-copy]")) {
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) continue;
  const button = el("button", { className: "btn", type: "button", textContent: "Copy" });
  const says = el("p", { className: "hint" });
  says.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(field.value); says.textContent = "Copied."; } catch { field.focus(); }
  });
  field.after(button, says);
}

// Form memory: what is typed stays on this device, for this person, until the form has gone through.
const whose = document.body.dataset.person ?? "";
const memoryKey = (name) => `form:${whose}:${name}`;
const kept = (form) => [...form.elements].filter((field) => field.name && !["file", "password", "hidden", "submit", "button"].includes(field.type) && field.type !== "fieldset");
const written = (form) => kept(form).map((field) => [field.name, field.value, /^(checkbox|radio)$/.test(field.type) ? field.checked : null]);

function putBack(form, fields) {
  let changed = false;
  for (const [name, value, checked] of fields) {
    const field = kept(form).find((f) => f.name === name && (checked === null || f.value === value));
    if (!field) continue;
    if (checked === null ? field.value === value : field.checked === checked) continue;
    if (checked === null) field.value = value; else field.checked = checked;
    changed = true;
  }
  return changed;
}

function remember(form) {
  const key = memoryKey(form.dataset.remember);
  const saved = store.get(key);
  const fresh = saved && Date.now() - saved.at < 14 * 86_400_000;
  if (fresh && !$(".bad, .summary-err") && putBack(form, saved.fields)) {
    const again = el("button", { className: "linklike", type: "button", textContent: "Start afresh" });
    const note = el("p", { className: "hint" }, "We put back what you had written on this device. ", again);
    note.setAttribute("role", "status");
    again.addEventListener("click", () => { store.drop(key); form.reset(); note.remove(); kept(form)[0]?.focus(); });
    form.prepend(note);
  }
  let timer;
  const save = () => store.set(key, { at: Date.now(), fields: written(form) });
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 300); });
  form.addEventListener("submit", () => { clearTimeout(timer); save(); store.set("sent", key); });
}

// Cleared only by an answer that says it went well: a fault or a lost connection keeps every word.
const sent = store.get("sent");
if (sent) {
  if ($(".flash.ok, [data-went-well]")) store.drop(sent);
  store.drop("sent");
}
for (const done of $$("[data-forget]")) store.drop(memoryKey(done.dataset.forget));
for (const form of $$("form[data-remember]")) remember(form);
for (const form of $$("form[data-forget-all]")) {
  form.addEventListener("submit", () => store.keys().filter((key) => key.startsWith("form:")).forEach((key) => store.drop(key)));
}

// A second press sends nothing twice; coming back, or a long silence, frees the buttons again.
const busy = new Set();
const free = (form) => {
  busy.delete(form);
  for (const button of $$("button[data-busy]", form)) { button.disabled = false; delete button.dataset.busy; }
};
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (busy.has(form)) { event.preventDefault(); return; }
  busy.add(form);
  setTimeout(() => {
    for (const button of $$("button:not([type=button]):not([disabled])", form)) { button.disabled = true; button.dataset.busy = ""; }
  });
  setTimeout(() => free(form), 15_000);
});
addEventListener("pageshow", () => [...busy].forEach(free));
