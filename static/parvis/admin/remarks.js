// Translators' remarks beside the form of the source: answered without leaving the form.

addEventListener("DOMContentLoaded", () => {
  const holder = document.querySelector("[data-remarks]");
  if (!holder) return;

  holder.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new FormData(event.target, event.submitter);
    const answer = await fetch(event.target.action, { method: "POST", body }).catch(() => null);
    if (answer?.ok && !answer.redirected) {
      holder.innerHTML = await answer.text();
      return;
    }
    // Signed out, or no connection: nothing is cleared, so that the words can be sent again.
    holder.querySelector("[data-lost]")?.remove();
    const told = document.createElement("p");
    Object.assign(told, { className: "tr-warning", role: "alert", textContent: holder.dataset.saidLost });
    told.dataset.lost = "";
    event.target.append(told);
  });

  holder.addEventListener("click", (event) => {
    const link = event.target.closest("[data-place]");
    if (!link) return;
    event.preventDefault();
    document.querySelector(".tr-in-place")?.classList.remove("tr-in-place");
    let place = document;
    for (const step of link.dataset.place.split(".")) {
      place = place.querySelector(`[data-contentpath="${CSS.escape(step)}"]`) ?? place;
    }
    if (place === document) return;
    place.classList.add("tr-in-place");
    place.scrollIntoView({ block: "center" });
    place.querySelector("input:not([type=hidden]), textarea, [contenteditable=true]")?.focus();
  });

  if (location.hash === "#remarks") {
    setTimeout(() => {
      const toggle = document.querySelector('[data-side-panel-toggle="remarks"]');
      if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
    });
  }
});
