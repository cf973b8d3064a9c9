// A part of a screen that is asked for anew while somebody may be in it, and may be writing there.

const STOPS = "a[href], button, input:not([type=hidden]), select, summary, textarea, [tabindex]";
const TOKEN = /name="csrfmiddlewaretoken" value="[^"]*"/g; // another one in each answer
const unsent = new Map(); // what was being written in fields that are gone, by the name each is known by

const fieldsOf = (part) => [...part.querySelectorAll("[data-written]")];

/** Remember what is being written in a part. */
export function keep(part) {
  for (const field of fieldsOf(part)) {
    const { value, selectionStart, selectionEnd, dataset: { written } } = field;
    if (value === field.defaultValue) unsent.delete(written);
    else unsent.set(written, { value, selection: [selectionStart, selectionEnd] });
  }
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
  const stops = [...part.querySelectorAll(STOPS)];
  const next = stops.find((stop) => stop.dataset.written && stop.dataset.written === stood?.dataset.written)
    ?? stops.find((stop) => stop.outerHTML === stood?.outerHTML)
    ?? stops[Math.min(rank, stops.length - 1)];
  if (rank >= 0) next?.focus({ preventScroll: true });
  for (const field of fieldsOf(part)) {
    const left = unsent.get(field.dataset.written);
    if (!left) continue;
    field.value = left.value;
    if (field === document.activeElement) field.setSelectionRange(...left.selection);
  }
}

/** What was sent has arrived: its fields are empty again, unless somebody has written on meanwhile. */
export function forget(form, sent) {
  for (const { name, dataset: { written } } of fieldsOf(form)) {
    if (unsent.get(written)?.value === sent.get(name)) unsent.delete(written);
    const field = document.querySelector(`[data-written="${CSS.escape(written)}"]`);
    if (field?.value === sent.get(name)) field.value = field.defaultValue;
  }
}
