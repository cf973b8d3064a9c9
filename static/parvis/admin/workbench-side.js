// What stands beside the passages: help, search, preview, and who else is here. Where the window
// has no room for it, it opens under the passage it is about.

import { keep, renew } from "./renewal.js";
import { send } from "./sending.js";
import { reasonOf } from "./workbench-passage.js";

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
  const token = root.querySelector("[name=csrfmiddlewaretoken]").value;
  let current = null;
  let asked = 0; // the number of the last request for help: an older answer comes too late
  let searched = 0; // and of the last search
  let wanted = null; // the match to take once the help is there, if nothing was written until then

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
    const text = answer?.ok && !answer.redirected ? await answer.text().catch(() => "") : "";
    if (mine !== asked) return;
    if (text) { fill(passage, text); return; }
    aids.removeAttribute("aria-busy");
    wanted = null;
    if (aids.dataset.of !== passage.id) aids.textContent = root.dataset.saidNoHelp;
  }

  function fill(passage, text) {
    asked += 1;
    renew(aids, text);
    aids.removeAttribute("aria-busy");
    aids.dataset.of = passage.id;
    const { index, edits } = wanted ?? {};
    wanted = null;
    if (edits === passage.edits) take(index);
  }

  /** Take a match of this passage: the one on show may still be another's. */
  function take(index) {
    if (aids.dataset.of === current?.id) aids.querySelectorAll("[data-take]")[index]?.click();
    else if (aids.ariaBusy) wanted = { index, edits: current.edits };
  }

  /** Send a form of the help, and show the help as it is then. */
  async function sendAid(form, submitter) {
    const passage = current;
    const before = asked;
    const text = await send(form, submitter, words, (said) => passage.say(said, true));
    if (text === null) return;
    if (passage === current && before === asked) { fill(passage, text); return; }
    // The help is for another passage by now, or was asked for since: what is to be heard is said.
    const fresh = document.createElement("template");
    fresh.innerHTML = text;
    const heard = fresh.content.querySelector("[role=alert]");
    if (heard) passage.say(heard.textContent, true);
    if (passage === current) load(passage);
  }
  const words = (answer) => reasonOf(answer, root.dataset);

  aside.addEventListener("click", (event) => {
    const match = event.target.closest("[data-take]");
    if (match && current) current.take(match.dataset.take, "memory");
    const earlier = event.target.closest("[data-revert]");
    if (earlier && current) current.revert(earlier.dataset.revert);
  });

  search.addEventListener("submit", async (event) => {
    event.preventDefault();
    searched += 1;
    const mine = searched;
    const query = new URLSearchParams(new FormData(event.target));
    const answer = await fetch(`${event.target.action}?${query}`).catch(() => null);
    const text = answer?.ok && !answer.redirected ? await answer.text().catch(() => "") : "";
    if (mine !== searched) return;
    if (text) found.innerHTML = text;
    else found.textContent = await words(answer);
  });

  async function bePresent(leaves = false) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", token);
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
        sendAid(form, submitter);
      } else if (form.matches("[data-aside]")) {
        event.preventDefault();
        const passage = passages.get(form.closest("[data-passage]").dataset.passage);
        const text = await passage.alone(() => send(form, submitter, words, (said) => passage.say(said, true)));
        if (text !== null) renew(passage.element.querySelector("[data-findings]"), text);
      }
    },
  };
}
