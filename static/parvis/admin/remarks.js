// Translators' remarks beside the form of the source: answered without leaving the form.

import { renew } from "./renewal.js";
import { send } from "./sending.js";

addEventListener("DOMContentLoaded", () => {
  const holder = document.querySelector("[data-remarks]");
  if (!holder) return;

  holder.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = await send(event.target, event.submitter, () => holder.dataset.saidLost);
    if (text !== null) renew(holder, text);
  });

  if (location.hash === "#remarks") {
    setTimeout(() => {
      const toggle = document.querySelector('[data-side-panel-toggle="remarks"]');
      if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
    });
  }
});
