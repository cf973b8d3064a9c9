// Translators' remarks beside the form of the source: answered without leaving the form.

import { forget, renew } from "./renewal.js";

addEventListener("DOMContentLoaded", () => {
  const holder = document.querySelector("[data-remarks]");
  if (!holder) return;

  holder.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new FormData(event.target, event.submitter);
    const answer = await fetch(event.target.action, { method: "POST", body }).catch(() => null);
    if (answer?.ok && !answer.redirected) {
      forget(event.target, body);
      renew(holder, await answer.text());
      return;
    }
    // Signed out, or no connection: nothing is cleared, so that the words can be sent again.
    holder.querySelector("[data-lost]")?.remove();
    const told = document.createElement("p");
    Object.assign(told, { className: "tr-warning", role: "alert", textContent: holder.dataset.saidLost });
    told.dataset.lost = "";
    event.target.append(told);
  });

  if (location.hash === "#remarks") {
    setTimeout(() => {
      const toggle = document.querySelector('[data-side-panel-toggle="remarks"]');
      if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
    });
  }
});
