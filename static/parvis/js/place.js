// Changing the language keeps the place: headings, notes and the concepts of a glossary have the same
// anchor in every language, so the switch leads to the one being read. Without this script it leads
// to the top of the page.

const anchored = [...document.querySelectorAll(".prose :is(h2, h3, h4, li)[id], .concept[id]")];
const links = document.querySelectorAll(
  ".languages a:not([aria-current], [aria-describedby]), .byline a[lang][hreflang]",
);

/** The id of what one came to, while it is seen; else of the last one in the upper third. */
const place = () => {
  if (!scrollY) return "";
  const top = (element) => element.getBoundingClientRect().top;
  const target = anchored.find((element) => element.matches(":target"));
  if (target && top(target) >= 0 && top(target) < innerHeight) return target.id;
  return anchored.filter((element) => top(element) < innerHeight / 3).at(-1)?.id ?? "";
};

for (const link of links) {
  for (const kind of ["pointerdown", "focus", "click"]) {
    link.addEventListener(kind, () => { link.hash = place(); });
  }
}
