// The board: a card that can be moved can also be dragged, onto one of the places that its own form offers. The form
// stays for everybody who does not drag, and it is what a drop sends.

const moving = new Map();
const tray = document.createElement("div");
tray.className = "tray";
tray.hidden = true;
// Whoever cannot see it has the form.
tray.setAttribute("aria-hidden", "true");
document.body.append(tray);
let dragged = null;

const choices = (card) => [...moving.get(card).elements.to.options].filter((option) => option.value);

function takes(place, value) {
  const fits = () => dragged && choices(dragged).some((option) => option.value === value);
  place.addEventListener("dragover", (event) => {
    if (!fits()) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    place.classList.add("over");
  });
  place.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!place.contains(relatedTarget)) place.classList.remove("over");
  });
  place.addEventListener("drop", (event) => {
    if (!fits()) return;
    event.preventDefault();
    const form = moving.get(dragged);
    form.elements.to.value = value;
    form.requestSubmit();
  });
}

function lay(card) {
  const places = choices(card).map((option) => {
    const place = Object.assign(document.createElement("span"), { textContent: option.label });
    takes(place, option.value);
    return place;
  });
  tray.replaceChildren("Move to ", ...places);
  tray.hidden = false;
}

for (const form of document.querySelectorAll(".board form.move")) {
  const card = form.closest("li");
  moving.set(card, form);
  card.draggable = true;
  // A link that is dragged is an address; here the whole card is.
  for (const link of card.querySelectorAll("a")) link.draggable = false;
  card.addEventListener("dragstart", (event) => {
    dragged = card;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.querySelector("h3").textContent);
    card.classList.add("dragged");
    // A page that changes while a drag begins ends it.
    setTimeout(() => dragged === card && lay(card));
  });
  card.addEventListener("dragend", () => {
    dragged = null;
    tray.hidden = true;
    card.classList.remove("dragged");
    for (const place of document.querySelectorAll(".over")) place.classList.remove("over");
  });
}
for (const column of document.querySelectorAll(".board > [data-to]")) takes(column, column.dataset.to);
