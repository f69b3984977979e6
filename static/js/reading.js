// Reading feedback, quicker: from note to note, and between a note and its place in the text.

const $ = (selector, within = document) => within.querySelector(selector);
const notes = [...document.querySelectorAll("#work .note")];
const where = $("[data-where]");
const dock = $(".dock .acts");

const print = $("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

let at = -1;
const rest = where?.textContent.split(" · ").at(-1) ?? "";

function go(to) {
  if (!notes.length) return;
  at = Math.max(0, Math.min(notes.length - 1, to));
  notes[at].focus();
  notes[at].scrollIntoView({ block: "center" });
  tell();
}

function tell() {
  if (where) where.textContent = `Note ${at + 1} of ${notes.length} · ${rest}`;
}

function jump() {
  const note = document.activeElement?.closest(".note");
  const mark = document.activeElement?.closest("mark");
  if (note) $(`#${CSS.escape(note.id.replace("c", "m"))}`)?.closest("mark")?.querySelector("a")?.focus();
  else if (mark) $(`#${CSS.escape(mark.getAttribute("aria-details").split(" ")[0])}`)?.focus();
}

if (notes.length && dock) {
  for (const link of dock.querySelectorAll("[data-note]")) {
    const by = link.dataset.note === "first" ? -1 : 1;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: by < 0 ? "Previous note" : "Next note" });
    button.addEventListener("click", () => go(at + by));
    link.replaceWith(button);
  }
  document.addEventListener("focusin", ({ target }) => {
    const found = notes.indexOf(target.closest(".note"));
    if (found >= 0 && found !== at) { at = found; tell(); }
  });
  const off = () => { if (document.documentElement.dataset.keys === "off") return true; try { return JSON.parse(localStorage.getItem("paperdesk:keys")) === "off"; } catch { return false; } };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || off() || event.target.matches("textarea, select, input") || $("dialog[open]")) return;
    const act = { n: () => go(at + 1), j: () => go(at + 1), p: () => go(at - 1), k: () => go(at - 1), t: jump }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  }, true);
}
