// Links beside a page's form that lead to a block of it, named by the path of its content.

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-place]");
  if (!link) return;
  event.preventDefault();
  document.querySelector(".in-place")?.classList.remove("in-place");
  let place = document;
  for (const step of link.dataset.place.split(".")) {
    place = place.querySelector(`[data-contentpath="${CSS.escape(step)}"]`) ?? place;
  }
  if (place === document) return;
  place.classList.add("in-place");
  place.scrollIntoView({ block: "center" });
  place.querySelector("input:not([type=hidden]), textarea, [contenteditable=true]")?.focus();
});
