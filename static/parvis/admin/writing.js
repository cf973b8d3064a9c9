// What the panel says of a page, read anew each time Wagtail has saved what is being written.

document.addEventListener("w-autosave:success", async () => {
  const holder = document.querySelector("[data-writing]");
  if (!holder) return;
  const answer = await fetch(holder.dataset.writing).catch(() => null);
  if (answer?.ok && !answer.redirected) {
    holder.innerHTML = await answer.text();
    return;
  }
  holder.querySelector("[data-lost]")?.remove();
  const told = document.createElement("p");
  told.textContent = holder.dataset.saidLost;
  told.dataset.lost = "";
  holder.prepend(told);
});
