// A part of a screen that is asked for anew while somebody may be in it.

const STOPS = "a[href], button, input:not([type=hidden]), select, summary, textarea, [tabindex]";

/** Show other HTML in a part. Who stands in it by keyboard stays at the same place, or at the nearest. */
export function renew(part, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  // Nothing to say again to whoever listens.
  if (fresh.innerHTML === part.innerHTML) return;
  const stood = document.activeElement;
  const rank = [...part.querySelectorAll(STOPS)].indexOf(stood);
  part.replaceChildren(fresh.content);
  if (rank < 0) return;
  const stops = [...part.querySelectorAll(STOPS)];
  const next = stops.find((stop) => stop.outerHTML === stood.outerHTML) ?? stops[Math.min(rank, stops.length - 1)];
  next?.focus({ preventScroll: true });
}
