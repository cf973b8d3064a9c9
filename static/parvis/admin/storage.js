// What a browser keeps: one that is full, forbidden or holds something else keeps nothing.

/** Use the store of that name, `localStorage` or `sessionStorage`; return nothing where it cannot be. */
export function reach(name, use) {
  try { return use(globalThis[name]); } catch { return undefined; }
}
