// One passage: its field, and how its words get to the server, or why they do not.

import { renew } from "./renewal.js";
import { sameWords } from "./workbench-drafts.js";
import { fitted, makeField } from "./workbench-field.js";

const WAIT = 1500; // milliseconds after the last key

export class Passage {
  /** `desk` has `said` (words), `status`, `drafts`, and is told through `focused` and `arrived`. */
  constructor(element, desk) {
    this.element = element;
    this.desk = desk;
    this.id = element.dataset.passage;
    this.path = element.dataset.path;
    this.form = element.querySelector("[data-form]");
    this.seen = this.form.elements.seen;
    this.message = element.querySelector("[data-message]");
    this.source = element.querySelector(".wb-source");
    this.original = plain(sourceHtml(this.source));
    this.field = makeField(this.form.elements.value, this.source, () => this.changed());
    this.saved = this.field.value;
    this.origin = "typed";
    this.attempts = 0;
    this.owed = {}; // what the next saving has to do, beside sending what was changed
    this.edits = 0; // how often something was written here, or put here to be saved
    element.addEventListener("focusin", () => desk.focused(this));
    element.addEventListener("focusout", (event) => {
      if (!this.form.contains(event.relatedTarget)) this.save();
    });
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.save(true); });
    element.querySelector("[data-open-help]").hidden = false;
    const copy = element.querySelector("[data-copy]");
    copy.hidden = this.isReadOnly;
    copy.addEventListener("click", () => this.take(sourceHtml(this.source), "typed"));
  }

  get isReadOnly() { return this.element.querySelector("textarea").readOnly; }
  get isDirty() { return this.field.value !== this.saved; }
  get isOpen() { return this.element.dataset.state !== "done"; }
  get isMarked() { return Boolean(this.element.querySelector(".wb-finding:not(.wb-aside)")); }

  changed() {
    this.edits += 1;
    this.owed.asIs = false;
    this.keep();
    this.asTyped?.remove(); // there is newer to be left as it was typed
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), WAIT);
  }

  keep(isSent = false) {
    if (!this.isDirty) { this.desk.drafts.forget(this.id); return; }
    const { path, original: source } = this;
    this.desk.drafts.keep(this.id, { path, source, value: this.field.value, seen: this.seen.value, isSent });
  }

  /** Put other words into the field and save them, without marks that the original has not. */
  take(html, origin) {
    if (this.isReadOnly) return;
    this.field.value = fitted(html, this.source);
    this.origin = origin;
    this.field.focusable.focus();
    this.changed();
    this.save();
  }

  /** Have words back that did not arrive; over newer ones only where the person says so. */
  restore(draft) {
    const { said, drafts } = this.desk;
    const isAsSeen = draft.source === this.original && draft.seen === this.seen.value;
    if (draft.value === this.field.value || (draft.isSent && sameWords(draft.value, this.field.value))) {
      drafts.drop(draft);
    } else if (isAsSeen && !this.isDirty) {
      this.field.value = draft.value;
      this.say(said.saidKept);
      this.changed();
      drafts.drop(draft);
    } else {
      const why = draft.source === this.original ? said.saidNewer : said.saidEarlier;
      const offer = document.createElement("p");
      offer.className = "wb-offer";
      offer.append(`${why} “${plain(draft.value)}” `);
      const settle = () => { drafts.drop(draft); offer.remove(); };
      offer.append(
        choice(said.saidTheirs, settle), " ",
        choice(said.saidMine, () => { settle(); this.take(draft.value, "typed"); }),
      );
      this.message.after(offer);
    }
  }

  /** Write the passage; `confirmed` also where nothing was changed: a person has read it. */
  async save(confirmed = false, asIs = false) {
    clearTimeout(this.timer);
    this.owed = { confirmed: this.owed.confirmed || confirmed, asIs: this.owed.asIs || asIs };
    if (this.saving) { this.again = true; return this.saving; }
    if (!this.isDirty && !this.owed.confirmed) return undefined;
    return this.alone(() => this.send());
  }

  /** Have something done to the passage while nothing else is; a saving meanwhile comes after it. */
  async alone(act) {
    while (this.saving) await this.saving.catch(() => {});
    this.saving = act().finally(() => {
      this.saving = null;
      if (this.again) { this.again = false; this.save(); }
    });
    return this.saving;
  }

  /** Have an earlier version again, in place of the words that stand here now. */
  revert(address) {
    const { edits } = this;
    return this.alone(async () => {
      // What stands here has not arrived, and it is said why: it is kept.
      if (this.isDirty && this.edits === edits) return undefined;
      const data = new FormData();
      data.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
      data.set("seen", this.seen.value);
      const answer = await fetch(address, { method: "POST", body: data, headers: { Accept: "application/json" } }).catch(() => null);
      const body = answer?.ok || answer?.status === 409 ? await answer.json().catch(() => null) : null;
      if (!body) return this.say(await reasonOf(answer, this.desk.said), true);
      if (answer.status === 409) return this.disagree(body);
      // What was written while it was asked for is newer, and stays.
      if (this.edits === edits) this.field.value = body.value;
      return this.arrived(body, body.value, true);
    });
  }

  async send() {
    const { said, status } = this.desk;
    const { owed: { asIs }, edits } = this;
    this.owed = {};
    const retry = () => this.wait(asIs && this.edits === edits);
    const sent = this.field.value;
    const data = this.data;
    if (asIs) data.set("as_is", "1");
    status.textContent = said.saidSaving;
    let answer;
    try {
      answer = await fetch(this.form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    } catch {
      return retry();
    }
    if (answer.status >= 500) return retry();
    this.attempts = 0;
    // The way in is to load the page anew: it asks to sign in, and restores what is kept here.
    if (answer.redirected || answer.status === 403) return this.stop(said.saidSignedOut);
    if (answer.status === 404) return this.stop(said.saidGone);
    const body = await answer.json().catch(() => null);
    // Cut off, or from something in between: nobody knows whether it arrived.
    if (!body && (answer.ok || answer.status === 409)) return retry();
    if (answer.status === 409) return this.disagree(body);
    if (!answer.ok) { this.say(body?.error ?? `${answer.status}`, true); status.textContent = ""; return undefined; }
    return this.arrived(body, sent, asIs);
  }

  get data() {
    const data = new FormData(this.form);
    data.set("value", this.field.value);
    data.set("origin", this.origin);
    return data;
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
    this.keep();
    this.stand(body);
    this.desk.status.textContent = this.desk.said.saidSaved;
    this.say(body.note ?? "");
    if (body.fixed.length && !asIs && [sent, body.value].includes(this.field.value)) this.offerAsTyped(sent);
    this.desk.arrived(this, body);
  }

  /** The same text was translated elsewhere on the page: have its words, but not over one's own. */
  follow(twin) {
    if (twin.version === this.seen.value || (twin.version && twin.version < this.seen.value)) return;
    const wasDirty = this.isDirty;
    this.seen.value = twin.version;
    this.saved = twin.value;
    if (!wasDirty) this.field.value = twin.value;
    this.stand(twin);
  }

  /** Show how far the passage is, and what the checks say. */
  stand({ state, said, findings }) {
    this.element.dataset.state = state;
    this.element.className = `wb-passage wb-${state}`;
    this.element.querySelector("[data-state-text]").textContent = said;
    renew(this.element.querySelector("[data-findings]"), findings);
  }

  /** The typography was put right: let the person have it back as they typed it. */
  offerAsTyped(sent) {
    this.asTyped = choice(this.desk.said.saidAsTyped, () => { this.field.value = sent; this.save(true, true); });
    this.message.append(" ", this.asTyped);
  }

  /** Somebody else wrote meanwhile: show their words, lose neither. */
  disagree(theirs) {
    const { said, status, drafts } = this.desk;
    this.say(`${theirs.error} ${theirs.person}: “${plain(theirs.value)}”`, true);
    const settle = (html) => {
      this.seen.value = theirs.version;
      this.saved = theirs.value;
      this.field.value = html;
      if (html === theirs.value) { drafts.forget(this.id); this.say(""); } else this.save();
    };
    this.message.append(" ", choice(said.saidTheirs, () => settle(theirs.value)), " ", choice(said.saidMine, () => settle(this.field.value)));
    status.textContent = "";
  }

  /** Nothing can be saved from this page any more: the words stay here, and come back with it. */
  stop(why) {
    this.keep();
    this.say(why, true);
    this.message.append(" ", choice(this.desk.said.saidReload, () => location.reload()));
    this.desk.status.textContent = "";
  }

  wait(asIs) {
    this.attempts += 1;
    this.owed = { confirmed: true, asIs: this.owed.asIs || asIs };
    this.desk.status.textContent = this.desk.said.saidWaiting;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), Math.min(30_000, 1_000 * 2 ** this.attempts));
  }

  say(words, isError = false) {
    this.message.textContent = words;
    this.message.classList.toggle("wb-error-text", isError);
  }

  /** The page is left: what is not saved goes with it, and stays here in case it does not arrive. */
  leave() {
    if (!this.isDirty) return;
    this.keep(true);
    navigator.sendBeacon(this.form.action, this.data);
  }
}

/** Return why something was not taken, as it is said. */
export async function reasonOf(answer, said) {
  if (answer?.redirected || answer?.status === 403) return said.saidSignedOut;
  if (answer?.status === 404) return said.saidGone;
  const body = await answer?.json().catch(() => null);
  return body?.error ?? said.saidNotArrived;
}

function choice(words, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "wb-quiet";
  button.textContent = words;
  button.addEventListener("click", act);
  return button;
}

function sourceHtml(source) {
  const copy = source.cloneNode(true);
  copy.querySelector(".wb-diff")?.remove();
  for (const term of copy.querySelectorAll("mark")) term.replaceWith(...term.childNodes);
  for (const link of copy.querySelectorAll("a[data-link]")) {
    link.id = link.dataset.link;
    link.removeAttribute("class");
    delete link.dataset.link;
  }
  return copy.innerHTML.trim();
}

export function plain(html) {
  return new DOMParser().parseFromString(html, "text/html").body.textContent.trim();
}
