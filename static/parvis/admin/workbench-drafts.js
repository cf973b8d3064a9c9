// Words that have not reached the server yet: the browser keeps them until they have.

import { reach } from "./storage.js";

/** Make the store of one person's words for one translation. */
export function makeDrafts(prefix) {
  // Each visit writes under names of its own: what an earlier one left is never written over.
  const visit = `${prefix}${Date.now()}-`;
  return {
    keep(id, draft) { reach("localStorage", (store) => store.setItem(visit + id, JSON.stringify(draft))); },
    forget(id) { reach("localStorage", (store) => store.removeItem(visit + id)); },
    drop(draft) { reach("localStorage", (store) => store.removeItem(draft.key)); },

    /** Return what earlier visits left, the oldest first. */
    left() {
      const keys = reach("localStorage", (store) => Object.keys(store)) ?? [];
      return keys
        .filter((key) => key.startsWith(prefix) && !key.startsWith(visit))
        .toSorted()
        .map((key) => ({ ...reach("localStorage", (store) => JSON.parse(store.getItem(key))), key }))
        .filter((draft) => typeof draft.value === "string");
    },
  };
}

/** Return the passage a draft is for: of the same place and original, or of one most like it. */
export function placeOf(draft, passages) {
  const here = passages.filter((passage) => passage.path === draft.path);
  const alike = (passage) => likeness(passage.original, draft.source);
  return here.find((passage) => passage.original === draft.source)
    ?? here.toSorted((one, other) => alike(other) - alike(one))[0];
}

/** Whether two texts differ in nothing but signs and spaces, as when typography was put right. */
export function sameWords(one, other) {
  const bare = (text) => text.replaceAll(/[\s\p{P}]/gu, "");
  return bare(one) === bare(other);
}

function likeness(one, other) {
  const [first, second] = [one, other].map((text) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu)));
  return (2 * [...first].filter((word) => second.has(word)).length) / (first.size + second.size || 1);
}
