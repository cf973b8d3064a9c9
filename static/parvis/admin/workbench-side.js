// What stands beside the passages: help, search, preview, and who else is here. Where the window
// has no room for it, it opens under the passage it is about.

import { forget, keep, renew } from "./renewal.js";

const NARROW = "(width < 56em)"; // as in the style sheet

/** Make the side; `passages` are by id. */
export function makeSide(root, passages) {
  const aside = root.querySelector("[data-side]");
  const home = aside.parentElement;
  const narrow = matchMedia(NARROW);
  const aids = root.querySelector("[data-aids]");
  const search = root.querySelector("[data-search]");
  const found = root.querySelector("[data-found]");
  const frame = root.querySelector("[data-preview]");
  const status = root.querySelector("[data-save]");
  const token = () => root.querySelector("[name=csrfmiddlewaretoken]").value;
  let current = null;
  let asked = 0; // the number of the last request for help: an older answer comes too late
  let searched = 0; // and of the last search
  let wanted = null; // the match to take once the help is there

  /** Put the side where there is room: beside the passages, or under the one that asks for it. */
  function place(passage = null) {
    const { element: anchor } = current ?? {};
    const before = anchor?.getBoundingClientRect().top;
    (narrow.matches && passage ? passage.element : home).append(aside);
    aside.hidden = narrow.matches && !passage;
    for (const each of passages.values()) openerOf(each).setAttribute("aria-expanded", each === passage);
    // What closes above must not move away what is being written.
    if (anchor) scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
  }
  const openerOf = (passage) => passage.element.querySelector("[data-open-help]");
  const isWith = (passage) => !narrow.matches || (!aside.hidden && passage.element.contains(aside));
  narrow.addEventListener("change", () => place());
  root.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open-help]");
    if (!opener) return;
    const passage = passages.get(opener.closest("[data-passage]").dataset.passage);
    if (passage !== current) passage.field.focusable.focus({ preventScroll: true });
    if (isWith(passage)) place();
    else place(passage);
    preview();
  });
  aside.hidden = narrow.matches;

  const tabs = root.querySelector("[data-tabs]");
  tabs.hidden = false;
  const buttons = [...tabs.querySelectorAll("[role=tab]")];
  const choose = (chosen) => {
    for (const tab of buttons) {
      const is = tab === chosen;
      tab.setAttribute("aria-selected", is);
      tab.tabIndex = is ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !is;
    }
    if (chosen.id === "tab-preview") preview();
  };
  tabs.addEventListener("click", (event) => event.target.closest("[role=tab]") && choose(event.target.closest("[role=tab]")));
  tabs.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const next = buttons.at((buttons.indexOf(document.activeElement) + by) % buttons.length);
    choose(next);
    next.focus();
  });

  /** Load the page as it would be, and show the passage that is worked on. */
  function preview() {
    if (!frame || frame.closest("[role=tabpanel]").hidden) return;
    frame.onload = follow;
    frame.src = `${frame.dataset.preview}?marked=${Date.now()}`;
  }

  function follow() {
    const page = frame?.contentDocument;
    if (!current || !page?.body) return;
    for (const old of page.querySelectorAll("[data-in-focus]")) { old.style.outline = ""; old.removeAttribute("data-in-focus"); }
    const shown = [...page.querySelectorAll(`[data-passage="${current.id}"]`)]
      .map((mark) => mark.parentElement)
      .find((element) => element.checkVisibility());
    if (!shown) return;
    shown.dataset.inFocus = "";
    shown.style.outline = "3px solid #b8860b";
    shown.scrollIntoView({ block: "center" });
  }

  async function load(passage) {
    asked += 1;
    const mine = asked;
    const answer = await fetch(passage.element.dataset.help).catch(() => null);
    const text = answer?.ok && !answer.redirected ? await answer.text() : "";
    if (mine !== asked) return;
    if (text) fill(passage, text);
    else if (aids.dataset.of !== passage.id) aids.textContent = root.dataset.saidNoHelp;
    aids.removeAttribute("aria-busy");
  }

  function fill(passage, text) {
    renew(aids, text);
    aids.dataset.of = passage.id;
    if (wanted !== null) take(wanted);
  }

  /** Take a match of this passage: the one on show may still be another's. */
  function take(index) {
    wanted = aids.dataset.of === current?.id ? null : index;
    if (wanted === null) aids.querySelectorAll("[data-take]")[index]?.click();
  }

  /** Send a form of the help; return what is to be shown then, or nothing where it did not arrive. */
  async function send(form, submitter) {
    const body = new FormData(form, submitter);
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    if (!answer?.ok || answer.redirected) { status.textContent = await reasonOf(answer); return ""; }
    forget(form, body);
    return answer.text();
  }

  /** Return why nothing was changed, as it is told. */
  async function reasonOf(answer) {
    const { error } = (await answer?.json().catch(() => null)) ?? {};
    return error ?? root.dataset.saidNotArrived;
  }

  /** Have an earlier version of a passage again, in place of the words that stand there now. */
  async function revert(passage, address) {
    await passage.saving;
    const before = passage.field.value;
    const data = new FormData();
    data.set("csrfmiddlewaretoken", token());
    data.set("seen", passage.seen.value);
    const answer = await fetch(address, { method: "POST", body: data, headers: { Accept: "application/json" } }).catch(() => null);
    if (answer?.status === 409) { passage.disagree(await answer.json()); return; }
    if (!answer?.ok || answer.redirected) { passage.say(await reasonOf(answer), true); return; }
    const body = await answer.json();
    // What was typed while it was asked for is newer, and stays.
    if (passage.field.value === before) passage.field.value = body.value;
    passage.arrived(body, body.value, true);
  }

  aside.addEventListener("click", (event) => {
    const match = event.target.closest("[data-take]");
    if (match && current) current.take(match.dataset.take, "memory");
    const earlier = event.target.closest("[data-revert]");
    if (earlier && current) revert(current, earlier.dataset.revert);
  });

  search.addEventListener("submit", async (event) => {
    event.preventDefault();
    searched += 1;
    const mine = searched;
    const query = new URLSearchParams(new FormData(event.target));
    const answer = await fetch(`${event.target.action}?${query}`).catch(() => null);
    const text = answer?.ok && !answer.redirected ? await answer.text() : "";
    if (mine !== searched) return;
    if (text) found.innerHTML = text;
    else status.textContent = await reasonOf(answer);
  });

  async function bePresent(leaves = false) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", token());
    if (current) data.set("passage", current.id);
    if (leaves) { data.set("leaves", "1"); navigator.sendBeacon(root.dataset.presence, data); return; }
    const answer = await fetch(root.dataset.presence, { method: "POST", body: data }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const body = await answer.json();
    root.querySelector("[data-others]").textContent = body.said;
    for (const passage of passages.values()) passage.element.classList.toggle("wb-taken", body.others.some((other) => String(other.passage) === passage.id));
  }
  setInterval(bePresent, Number(root.dataset.every));

  return {
    show(passage) {
      current = passage;
      wanted = null;
      delete aids.dataset.of;
      keep(aids);
      aids.replaceChildren();
      aids.setAttribute("aria-busy", "true");
      if (!isWith(passage)) place();
      load(passage);
      follow();
      bePresent();
    },
    saved(passage) {
      preview();
      if (passage === current) load(passage);
    },
    take(index) {
      if (!isWith(current)) place(current);
      take(index);
    },
    leave() { bePresent(true); },
    async submitted(event) {
      const { target: form, submitter } = event;
      if (form.matches("[data-aid-form]")) {
        event.preventDefault();
        const passage = current;
        const text = await send(form, submitter);
        // By then the help may be for another passage.
        if (!text || passage !== current) return;
        asked += 1;
        fill(passage, text);
        aids.removeAttribute("aria-busy");
      } else if (form.matches("[data-aside]")) {
        event.preventDefault();
        const holder = form.closest("[data-findings]");
        const text = await send(form, submitter);
        if (text) renew(holder, text);
      }
    },
  };
}
