// The translators' editor: each passage is saved as it is left. Without this file, by a button.

import { makeField } from "./workbench-field.js";
import { makeSide } from "./workbench-side.js";

const root = document.querySelector("[data-workbench]");
const said = root.dataset;
const status = root.querySelector("[data-save]");
const passages = new Map();
const WAIT = 1500; // milliseconds after the last key

class Passage {
  constructor(element) {
    this.element = element;
    this.id = element.dataset.passage;
    this.form = element.querySelector("[data-form]");
    this.seen = this.form.elements.seen;
    this.message = element.querySelector("[data-message]");
    this.source = element.querySelector(".wb-source");
    this.field = makeField(this.form.elements.value, this.source, () => this.changed());
    this.saved = this.field.value;
    this.origin = "typed";
    this.key = `parvis-${said.key}-${this.id}`;
    this.attempts = 0;
    element.addEventListener("focusin", () => focusOn(this));
    element.addEventListener("focusout", (event) => {
      if (!this.form.contains(event.relatedTarget)) this.save();
    });
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.save(true); });
    const copy = element.querySelector("[data-copy]");
    copy.hidden = false;
    copy.addEventListener("click", () => this.take(sourceHtml(this.source), "typed"));
    this.restore();
  }

  get isDirty() { return this.field.value !== this.saved; }
  get isOpen() { return !["done"].includes(this.element.dataset.state); }
  get isMarked() { return Boolean(this.element.querySelector(".wb-finding:not(.wb-aside)")); }

  changed() {
    keep(this.key, JSON.stringify({ value: this.field.value, seen: this.seen.value }));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), WAIT);
  }

  take(html, origin) {
    this.field.value = html;
    this.origin = origin;
    this.field.focusable.focus();
    this.changed();
    this.save();
  }

  restore() {
    const kept = kept_of(this.key);
    if (!kept) return;
    if (kept.value === this.field.value) { forget(this.key); return; }
    this.field.value = kept.value;
    this.say(said.saidKept);
    if (kept.seen === this.seen.value) this.changed();
  }

  /** Write the passage; `confirmed` also where nothing was changed: a person has read it. */
  async save(confirmed = false, asIs = false) {
    clearTimeout(this.timer);
    if (this.saving) { this.again = true; return this.saving; }
    if (!this.isDirty && !confirmed) return undefined;
    this.saving = this.send(asIs).finally(() => {
      this.saving = null;
      if (this.again) { this.again = false; this.save(); }
    });
    return this.saving;
  }

  async send(asIs) {
    const sent = this.field.value;
    const data = new FormData(this.form);
    data.set("value", sent);
    data.set("origin", this.origin);
    if (asIs) data.set("as_is", "1");
    status.textContent = said.saidSaving;
    let answer;
    try {
      answer = await fetch(this.form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    } catch {
      return this.wait();
    }
    if (answer.status >= 500 || answer.redirected) return this.wait();
    const body = await answer.json().catch(() => ({}));
    this.attempts = 0;
    if (answer.status === 409) return this.disagree(body);
    if (!answer.ok) { this.say(body.error ?? `${answer.status}`, true); status.textContent = ""; return undefined; }
    return this.arrived(body, sent, asIs);
  }

  arrived(body, sent, asIs) {
    this.seen.value = body.version;
    this.saved = body.value;
    this.origin = "typed";
    if (this.field.value === sent && body.value !== sent && document.activeElement !== this.field.focusable) {
      this.field.value = body.value;
    } else if (this.field.value === sent) {
      this.saved = sent;
    }
    forget(this.key);
    this.element.dataset.state = body.state;
    this.element.className = `wb-passage wb-${body.state}`;
    this.element.querySelector("[data-state-text]").textContent = body.said ?? "";
    this.element.querySelector("[data-findings]").innerHTML = body.findings;
    root.querySelector("[data-progress]").value = body.done;
    root.querySelector("[data-progress-text]").textContent = body.progress;
    status.textContent = said.saidSaved;
    this.say(body.note ?? "");
    if (body.fixed.length && !asIs) this.offerAsTyped(sent);
    side.saved(this);
  }

  /** The typography was put right: let the person have it back as they typed it. */
  offerAsTyped(sent) {
    const back = document.createElement("button");
    back.type = "button";
    back.className = "wb-quiet";
    back.textContent = root.dataset.saidAsTyped;
    back.addEventListener("click", () => { this.field.value = sent; this.save(true, true); });
    this.message.append(" ", back);
  }

  /** Somebody else wrote meanwhile: show their words, lose neither. */
  disagree(theirs) {
    this.say(`${theirs.error} ${theirs.person}: “${strip(theirs.value)}”`, true);
    const mine = this.field.value;
    for (const [words, html] of [[root.dataset.saidTheirs, theirs.value], [root.dataset.saidMine, mine]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "wb-quiet";
      button.textContent = words;
      button.addEventListener("click", () => {
        this.seen.value = theirs.version;
        this.saved = theirs.value;
        this.field.value = html;
        if (html === theirs.value) { forget(this.key); this.say(""); } else this.save();
      });
      this.message.append(" ", button);
    }
    status.textContent = "";
  }

  wait() {
    this.attempts += 1;
    status.textContent = said.saidWaiting;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(true), Math.min(30_000, 1_000 * 2 ** this.attempts));
  }

  say(words, isError = false) {
    this.message.textContent = words;
    this.message.classList.toggle("wb-error-text", isError);
  }
}

const side = makeSide(root, passages);
for (const element of root.querySelectorAll("[data-passage]")) {
  const passage = new Passage(element);
  passages.set(passage.id, passage);
}
root.addEventListener("submit", (event) => side.submitted(event));
let current = null;

function focusOn(passage) {
  if (current === passage) return;
  current = passage;
  side.show(passage);
}

function step(from, by, isWanted = () => true) {
  const all = [...passages.values()].filter((passage) => !passage.element.hidden);
  let index = all.indexOf(from) + by;
  while (all[index] && !isWanted(all[index])) index += by;
  all[index]?.field.focusable.focus();
  all[index]?.element.scrollIntoView({ block: "center" });
}

root.addEventListener("keydown", (event) => {
  if (!current) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    const from = current;
    from.save(true);
    step(from, 1, (passage) => passage.isOpen);
  } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    step(current, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.altKey && /^Digit[1-5]$/.test(event.code)) {
    event.preventDefault();
    side.take(Number(event.code.at(-1)) - 1);
  }
});

const filter = root.querySelector("[data-filter]");
filter.hidden = false;
filter.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-show]");
  if (!chosen) return;
  for (const button of filter.querySelectorAll("[data-show]")) button.setAttribute("aria-pressed", button === chosen);
  for (const passage of passages.values()) {
    const { show } = chosen.dataset;
    passage.element.hidden = (show === "open" && !passage.isOpen) || (show === "marked" && !passage.isMarked);
  }
});

// Leaving the page: what is not saved goes with it, and is kept here in case it does not arrive.
addEventListener("pagehide", () => {
  for (const passage of passages.values()) {
    if (!passage.isDirty) continue;
    const data = new FormData(passage.form);
    data.set("value", passage.field.value);
    navigator.sendBeacon(passage.form.action, data);
  }
  side.leave();
});

function sourceHtml(source) {
  const copy = source.cloneNode(true);
  copy.querySelector(".wb-diff")?.remove();
  for (const link of copy.querySelectorAll("a[data-link]")) {
    link.id = link.dataset.link;
    link.removeAttribute("class");
    delete link.dataset.link;
  }
  return copy.innerHTML.trim();
}

function strip(html) {
  return new DOMParser().parseFromString(html, "text/html").body.textContent;
}

function keep(key, value) {
  try { localStorage.setItem(key, value); } catch { /* A full or forbidden store: the server has the rest. */ }
}

function kept_of(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function forget(key) {
  try { localStorage.removeItem(key); } catch { /* Nothing was kept then. */ }
}
