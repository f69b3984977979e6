// A letter's sample beside it, as it is typed; and its variables put in where the cursor stands.

const $ = (selector, within = document) => within.querySelector(selector);
const form = $("[data-samples]");
const at = (part) => $(`[data-sample="${part}"]`);
let last = $("#body");
let soon = 0;
let asked = 0;

async function show() {
  const mine = ++asked;
  const typed = new URLSearchParams(new FormData(form));
  typed.set("live", "yes");
  try {
    const answer = await fetch(form.dataset.samples, { method: "POST", body: typed });
    const said = await answer.json();
    if (mine !== asked) return;
    at("says").textContent = said.says ?? "";
    if (said.says) return;
    at("subject").textContent = said.subject;
    at("text").textContent = said.text;
  } catch {
    if (mine === asked) at("says").textContent = "The sample cannot be shown just now.";
  }
}

function later() {
  clearTimeout(soon);
  soon = setTimeout(show, 300);
}

if (form) {
  $("[data-show]", form).hidden = true;
  for (const field of form.querySelectorAll("#subject, #body")) {
    field.addEventListener("input", later);
    field.addEventListener("focus", () => { last = field; });
  }
  for (const chip of form.querySelectorAll("[data-chip]")) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "variable", textContent: chip.dataset.chip });
    button.addEventListener("click", () => {
      last.setRangeText(chip.dataset.chip, last.selectionStart, last.selectionEnd, "end");
      last.focus();
      later();
    });
    chip.replaceWith(button);
  }
}
