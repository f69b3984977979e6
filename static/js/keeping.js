// Saving while somebody writes: every three seconds, on leaving, and with a copy on this device until the desk has it.

const EVERY = 3000;
const SLOWEST = 60_000;
const KEPT_FOR = 14 * 86_400_000;
const whose = document.body.dataset.person ?? "";

// A browser may forbid storage altogether; the page must not care.
const local = {
  get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden */ } },
  drop(key) { try { localStorage.removeItem(key); } catch { /* forbidden */ } },
};

/** A sign of its own for a form that opens now. */
export function sign() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const bar = document.createElement("div");
bar.className = "flash warn unsaved";
bar.setAttribute("role", "alert");
bar.hidden = true;

/** The one bar that says that something is not saved; empty words take it away. */
function warn(words) {
  if (!bar.isConnected) document.querySelector(".page")?.prepend(bar);
  bar.hidden = !words;
  if (bar.textContent !== words) bar.textContent = words;
}

/** Keeps one form. `says` are the places that tell the state; `saved` is called after each save. */
export class Keeper {
  constructor(form, { says = [], saved = () => {} } = {}) {
    Object.assign(this, { form, says, saved, last: "", failures: 0, timer: 0, typing: 0, stopped: false, out: false, under: null });
    this.words = form.querySelector("textarea");
    this.last = this.signature();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    addEventListener("pagehide", () => this.leave());
    addEventListener("visibilitychange", () => { this.look(); });
    addEventListener("online", () => { if (this.isDirty()) this.save(); });
  }

  value(name) { return new FormData(this.form).get(name) ?? ""; }
  set(name, value) { const field = this.form.elements[name]; if (field) field.value = value; }
  key() { return `paperdesk:form:${whose}:keep:${this.form.dataset.keep}:${this.value("piece") || `new-${this.value("p")}`}:${this.value("kind") === "letter" ? "letter" : "note"}`; }
  signature() { return JSON.stringify([this.value("kind"), this.words.value.trimEnd()]); }
  isDirty() { return this.signature() !== this.last; }

  /** Begins anew with what the form holds now, and puts back what this device still has of it. */
  open() {
    clearTimeout(this.timer);
    Object.assign(this, { last: this.signature(), failures: 0, stopped: false, out: false, timer: 0 });
    this.tell("");
    const copy = local.get(this.key());
    if (!copy || Date.now() - copy.at > KEPT_FOR || copy.words.trimEnd() === this.words.value.trimEnd()) { local.drop(this.key()); return; }
    this.words.value = copy.words;
    this.tell("We put back what you had typed on this device.");
    this.changed();
  }

  changed() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => { if (this.isDirty()) local.set(this.key(), { at: Date.now(), words: this.words.value }); }, 300);
    if (!this.timer && !this.stopped && this.isDirty()) this.timer = setTimeout(() => { this.timer = 0; this.save(); }, EVERY);
  }

  /** Whoever comes back from signing in in another tab need not wait for the next try. */
  look() {
    if (document.hidden) this.leave();
    else if (this.failures && this.isDirty()) this.save();
  }

  /** On leaving, what is not saved yet goes along: the browser sends it after the page is gone. */
  leave() {
    if (!this.isDirty() || this.stopped || !this.words.value.trim()) return;
    local.set(this.key(), { at: Date.now(), words: this.words.value });
    this.send(true).catch(() => {});
  }

  body() {
    const data = new FormData(this.form);
    const words = data.get("words") ?? data.get("letter");
    const body = new URLSearchParams({ words });
    for (const name of ["piece", "version", "sitting", "kind", "p", "near", "quote", "sentence"]) if (data.get(name)) body.set(name, data.get(name));
    return body;
  }

  send(keepalive) { return fetch(this.form.dataset.keep, { method: "POST", body: this.body(), keepalive, redirect: "error" }); }

  /** Saves now; true once the desk has it on disk. One save is under way at a time. */
  async save() {
    while (this.under) await this.under;
    if (!this.isDirty()) return true;
    if (!this.words.value.trim() && this.value("kind") !== "letter") return false;
    this.under = this.saveNow();
    const went = await this.under;
    this.under = null;
    return went;
  }

  async saveNow() {
    const before = this.signature();
    const key = this.key();
    clearTimeout(this.timer);
    this.timer = 0;
    let answer;
    let said;
    try {
      answer = await this.send(false);
      said = await answer.json().catch(() => ({}));
    } catch {
      return this.failed();
    }
    if (answer.ok) return this.done(said, { before, key });
    // A 403 without a sentence of the desk's own means that somebody else is signed in here by now.
    if (answer.status === 401 || (answer.status === 403 && !said.says)) return this.failed(true);
    if (answer.status >= 500 || answer.status === 429) return this.failed();
    // The desk has read it and said what it thinks of it: nothing is tried again, and the bar must not promise that.
    Object.assign(this, { failures: 0, out: false });
    warn("");
    if (answer.status === 409 && said.beside) return this.beside(said);
    this.tell(`Not saved. ${said.says ?? ""}`);
    return false;
  }

  done(said, { before, key }) {
    Object.assign(this, { last: before, failures: 0, out: false, at: said.at });
    this.set("piece", said.piece);
    this.set("version", said.version);
    local.drop(key);
    warn("");
    this.tell(`Saved ${said.at}`);
    if (this.isDirty()) this.changed();
    this.saved(said);
    return true;
  }

  beside(said) {
    this.stopped = true;
    this.set("piece", said.piece);
    this.set("version", said.version);
    this.tell("Changed in another window. Yours is kept beside it; press Save to put yours in its place.");
    return false;
  }

  /** Whoever is signed out reads so until the desk answers again: waiting alone would not help them. */
  failed(signedOut = false) {
    this.failures += 1;
    this.out ||= signedOut;
    const since = this.at ? ` since ${this.at}` : "";
    if (this.out) {
      const says = `Not saved${since}: you are signed out. Keep this tab open and sign in in another one; your words stay here, and we try again.`;
      warn(says);
      this.tell(says);
    } else {
      warn(`Not saved${since}. Keep this tab open: your words are kept on this device, and we try again.`);
      this.tell(`Not saved${since}`);
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.timer = 0; this.save(); }, Math.min(EVERY * 2 ** this.failures, SLOWEST));
    return false;
  }

  tell(words) { for (const place of this.says) if (place && place.textContent !== words) place.textContent = words; }
}

// A page that is one form: saved on the way, and once more before it is sent.
for (const form of document.querySelectorAll("form[data-keep]:not(dialog form)")) {
  const keeper = new Keeper(form, { says: [form.querySelector("[data-saved]")] });
  keeper.open();
  let going = false;
  form.addEventListener("submit", async (event) => {
    if (going || event.submitter?.name === "insert") { keeper.stopped = true; return; }
    if (!keeper.under && !keeper.isDirty()) { local.drop(keeper.key()); return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    const settles = keeper.stopped;
    if (settles) keeper.stopped = false;
    const went = await keeper.save();
    if (keeper.stopped || keeper.failures) return;
    if (went) local.drop(keeper.key());
    // A form cannot be sent again while its submit event is still on the way; a task of its own comes after that.
    setTimeout(() => { going = true; form.requestSubmit(submitter); });
  }, true);
}
