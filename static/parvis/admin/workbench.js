// The translators' editor: each passage is saved as it is left. Without this file, by a button.

import { makeDrafts, placeOf } from "./workbench-drafts.js";
import { Passage, plain } from "./workbench-passage.js";
import { makeSide } from "./workbench-side.js";

const root = document.querySelector("[data-workbench]");
const said = root.dataset;
const drafts = makeDrafts(`parvis-words-${said.user}-${said.key}-`);
const passages = new Map();
const side = makeSide(root, passages);
const desk = { said, status: root.querySelector("[data-save]"), drafts, focused, arrived };
let current = null;

for (const element of root.querySelectorAll("[data-passage]")) {
  const passage = new Passage(element, desk);
  passages.set(passage.id, passage);
}
for (const draft of drafts.left()) {
  const passage = placeOf(draft, [...passages.values()]);
  if (passage) passage.restore(draft);
  else showLost(draft);
}
root.addEventListener("submit", (event) => side.submitted(event));

function focused(passage) {
  if (current === passage) return;
  current = passage;
  side.show(passage);
}

/** A passage was saved: show how far the work is, and the same text elsewhere on the page. */
function arrived(passage, body) {
  root.querySelector("[data-progress]").value = body.done;
  root.querySelector("[data-progress-text]").textContent = body.progress;
  const machine = root.querySelector("[data-machine]");
  machine.textContent = body.machine;
  machine.hidden = !body.machine;
  for (const twin of body.twins) passages.get(String(twin.pk))?.follow(twin);
  side.saved(passage);
}

/** The place of these words is gone: they can still be copied. */
function showLost(draft) {
  const lost = root.querySelector("[data-lost]");
  const words = document.createElement("blockquote");
  words.textContent = plain(draft.value);
  const away = document.createElement("button");
  away.type = "button";
  away.className = "wb-quiet";
  away.textContent = said.saidDrop;
  away.addEventListener("click", () => {
    drafts.drop(draft);
    words.remove();
    lost.hidden = !lost.querySelector("blockquote");
  });
  words.append(" ", away);
  lost.append(words);
  lost.hidden = false;
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

addEventListener("pagehide", () => {
  for (const passage of passages.values()) passage.leave();
  side.leave();
});
