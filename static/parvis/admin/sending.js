// A form beside the text is sent without leaving the page; what does not arrive is said in it.

import { fieldNamed, forget } from "./renewal.js";

let last = Promise.resolve(); // one after the other: an answer knows of all that was sent before
const underWay = new Set(); // what is sent twice, as by two clicks, is sent once

/**
 * Send a form. Return the HTML that is to be shown then, or null where it was not taken: `wordsOf` an
 * answer, or of none, are said in the form, or told `elsewhere` where it is gone.
 */
export function send(form, submitter, wordsOf, elsewhere) {
  const body = new FormData(form, submitter);
  const key = JSON.stringify([form.action, ...[...body].filter(([name]) => name !== "csrfmiddlewaretoken")]);
  if (underWay.has(key)) return Promise.resolve(null);
  underWay.add(key);
  last = last.then(() => post(form, body, wordsOf, elsewhere)).finally(() => underWay.delete(key));
  return last;
}

async function post(form, body, wordsOf, elsewhere) {
  placeOf(form)?.querySelector("[data-lost]")?.remove();
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  const isTaken = answer?.ok && !answer.redirected;
  const text = isTaken ? await answer.text().catch(() => null) : null;
  if (text !== null) {
    forget(form, body);
    return text;
  }
  const words = await wordsOf(answer);
  const place = placeOf(form);
  if (!place) {
    elsewhere?.(words);
    return null;
  }
  const told = document.createElement("p");
  Object.assign(told, { className: "tr-warning", role: "alert", textContent: words });
  told.dataset.lost = "";
  place.append(told);
  return null;
}

/** Return the form where it stands now: what it is in may have been renewed. */
function placeOf(form) {
  if (form.isConnected) return form;
  const field = form.querySelector("[data-written]");
  return field && fieldNamed(field.dataset.written)?.form;
}
