// What the panel says of a page, read anew each time Wagtail has saved what is being written.

import { renew } from "./renewal.js";

let asked = 0;

document.addEventListener("w-autosave:success", async () => {
  const holder = document.querySelector("[data-writing]");
  if (!holder) return;
  asked += 1;
  const mine = asked;
  const answer = await fetch(holder.dataset.writing).catch(() => null);
  const text = answer?.ok && !answer.redirected ? await answer.text() : "";
  // A later saving has asked since.
  if (mine !== asked) return;
  if (text) {
    renew(holder, text);
    return;
  }
  holder.querySelector("[data-lost]")?.remove();
  const told = document.createElement("p");
  told.textContent = holder.dataset.saidLost;
  told.dataset.lost = "";
  holder.prepend(told);
});
