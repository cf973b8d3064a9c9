// A part of a screen that is asked for anew while somebody may be in it, and may be writing there.

import { reach } from "./storage.js";

const STOPS = "a[href], button, input:not([type=hidden]), select, summary, textarea, [tabindex]";
const TOKEN = /name="csrfmiddlewaretoken" value="[^"]*"/g; // another one in each answer
const person = document.querySelector("[data-user]")?.dataset.user;
const place = `parvis-written-${person}`;
// What is being written in fields that are gone, by the name each is known by: put back with them, in this tab.
const unsent = new Map(reach("sessionStorage", (store) => JSON.parse(store.getItem(place))) ?? []);

const fieldsOf = (part) => [...part.querySelectorAll("[data-written]")];

/** Remember what is being written in a part. */
export function keep(part) {
  for (const { value, defaultValue, dataset: { written } } of fieldsOf(part)) {
    if (value === defaultValue) unsent.delete(written);
    else unsent.set(written, value);
  }
}

function putBack(part) {
  for (const field of fieldsOf(part)) field.value = unsent.get(field.dataset.written) ?? field.value;
}

/** Show other HTML in a part: what is being written stays, and who stands there by keyboard too. */
export function renew(part, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  // Nothing to say again to whoever listens.
  if (fresh.innerHTML.replace(TOKEN, "") === part.innerHTML.replace(TOKEN, "")) return;
  keep(part);
  const stood = document.activeElement;
  const rank = [...part.querySelectorAll(STOPS)].indexOf(stood);
  part.replaceChildren(fresh.content);
  putBack(part);
  if (rank >= 0) standAgain([...part.querySelectorAll(STOPS)], stood, rank);
}

/** Go to the same stop, to the nearest of those that are alike, or to the one in its place. */
function standAgain(stops, stood, rank) {
  const { written } = stood.dataset;
  const [next] = stops
    .filter((stop) => (written ? stop.dataset.written === written : stop.outerHTML === stood.outerHTML))
    .toSorted((one, other) => Math.abs(stops.indexOf(one) - rank) - Math.abs(stops.indexOf(other) - rank));
  (next ?? stops[Math.min(rank, stops.length - 1)])?.focus({ preventScroll: true });
  if (!next || !written) return;
  next.setSelectionRange(stood.selectionStart, stood.selectionEnd);
  // Whoever was being offered something for what is written is offered it again.
  next.dispatchEvent(new Event("input", { bubbles: true }));
}

/** What was sent has arrived: its fields are empty again, unless somebody has written on meanwhile. */
export function forget(form, sent) {
  for (const { name, dataset: { written } } of fieldsOf(form)) {
    if (unsent.get(written) === sent.get(name)) unsent.delete(written);
    const field = fieldNamed(written);
    if (field?.value === sent.get(name)) field.value = field.defaultValue;
  }
}

/** Return the field that is shown now under a name. */
export function fieldNamed(written) {
  return document.querySelector(`[data-written="${CSS.escape(written)}"]`);
}

putBack(document);
addEventListener("pagehide", () => {
  keep(document);
  if (person) reach("sessionStorage", (store) => store.setItem(place, JSON.stringify([...unsent])));
});
