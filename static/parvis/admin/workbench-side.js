// What stands beside the passages: help, search, preview, and who else is here.

/** Make the side; `passages` are by id. */
export function makeSide(root, passages) {
  const aids = root.querySelector("[data-aids]");
  const frame = root.querySelector("[data-preview]");
  const token = () => root.querySelector("[name=csrfmiddlewaretoken]").value;
  let current = null;

  const tabs = root.querySelector("[data-tabs]");
  tabs.hidden = false;
  const buttons = [...tabs.querySelectorAll("[role=tab]")];
  const choose = (chosen) => {
    for (const tab of buttons) {
      const is = tab === chosen;
      tab.setAttribute("aria-selected", is);
      tab.tabIndex = is ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !is;
    }
    if (chosen.id === "tab-preview") preview();
  };
  tabs.addEventListener("click", (event) => event.target.closest("[role=tab]") && choose(event.target.closest("[role=tab]")));
  tabs.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const next = buttons.at((buttons.indexOf(document.activeElement) + by) % buttons.length);
    choose(next);
    next.focus();
  });

  /** Load the page as it would be, and show the passage that is worked on. */
  function preview() {
    if (!frame || frame.closest("[role=tabpanel]").hidden) return;
    frame.onload = follow;
    frame.src = `${frame.dataset.preview}?${Date.now()}`;
  }

  function follow() {
    const page = frame?.contentDocument;
    if (!current || !page?.body) return;
    const words = plain(current.field.value).slice(0, 60);
    if (!words) return;
    const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_ELEMENT);
    let found = null;
    while (walker.nextNode()) if (flat(walker.currentNode.textContent).includes(flat(words))) found = walker.currentNode;
    for (const old of page.querySelectorAll("[data-in-focus]")) { old.style.outline = ""; old.removeAttribute("data-in-focus"); }
    if (!found || found === page.body) return;
    found.dataset.inFocus = "";
    found.style.outline = "3px solid #b8860b";
    found.scrollIntoView({ block: "center" });
  }

  async function load(passage) {
    const answer = await fetch(passage.element.dataset.help).catch(() => null);
    if (answer?.ok && passage === current) aids.innerHTML = await answer.text();
  }

  function send(event) {
    event.preventDefault();
    const body = new FormData(event.target, event.submitter);
    return fetch(event.target.action, { method: "POST", body }).catch(() => null);
  }

  aids.addEventListener("click", async (event) => {
    const take = event.target.closest("[data-take]");
    if (take && current) current.take(take.dataset.take, "memory");
    const revert = event.target.closest("[data-revert]");
    if (!revert || !current) return;
    const data = new FormData();
    data.set("csrfmiddlewaretoken", token());
    data.set("seen", current.seen.value);
    const answer = await fetch(revert.dataset.revert, { method: "POST", body: data }).catch(() => null);
    if (!answer) return;
    const body = await answer.json();
    if (answer.status === 409) { current.disagree(body); return; }
    if (!answer.ok) { current.say(body.error, true); return; }
    current.field.value = body.value;
    current.arrived(body, body.value, true);
  });

  root.querySelector("[data-search]").addEventListener("submit", async (event) => {
    event.preventDefault();
    const query = new URLSearchParams(new FormData(event.target));
    const answer = await fetch(`${event.target.action}?${query}`).catch(() => null);
    if (answer?.ok) root.querySelector("[data-found]").innerHTML = await answer.text();
  });

  async function bePresent(leaves = false) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", token());
    if (current) data.set("passage", current.id);
    if (leaves) { data.set("leaves", "1"); navigator.sendBeacon(root.dataset.presence, data); return; }
    const answer = await fetch(root.dataset.presence, { method: "POST", body: data }).catch(() => null);
    if (!answer?.ok) return;
    const body = await answer.json();
    root.querySelector("[data-others]").textContent = body.said;
    for (const passage of passages.values()) passage.element.classList.toggle("wb-taken", body.others.some((other) => String(other.passage) === passage.id));
  }
  setInterval(bePresent, Number(root.dataset.every));

  return {
    show(passage) {
      current = passage;
      load(passage);
      follow();
      bePresent();
    },
    saved(passage) {
      preview();
      if (passage === current) load(passage);
    },
    take(index) {
      aids.querySelectorAll("[data-take]")[index]?.click();
    },
    leave() { bePresent(true); },
    async submitted(event) {
      const form = event.target;
      if (form.matches("[data-aid-form]")) {
        const answer = await send(event);
        if (answer?.ok) aids.innerHTML = await answer.text();
      } else if (form.matches("[data-aside]")) {
        const holder = form.closest("[data-findings]");
        const answer = await send(event);
        if (answer?.ok) holder.innerHTML = await answer.text();
      }
    },
  };
}

function plain(html) {
  return new DOMParser().parseFromString(html, "text/html").body.textContent.trim();
}

function flat(text) {
  return text.replaceAll(/\s+/g, " ");
}
