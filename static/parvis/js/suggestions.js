// Suggests pages and tags while a question is typed. Without this script the box offers a list of
// names that the browser itself completes, and asks the results page.

const LEAST = 3;
const PAUSE = 150;

for (const form of document.querySelectorAll("form[data-suggestions]")) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  list.hidden = true;
  input.after(list);
  input.removeAttribute("list");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);

  let timer, request, current = -1;

  const options = () => [...list.children];

  const close = () => {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    mark(-1);
  };

  const mark = (index) => {
    current = index;
    options().forEach((option, place) => option.setAttribute("aria-selected", place === index));
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", options()[index].id);
    input.setAttribute("aria-expanded", !list.hidden);
  };

  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map(({ text, url, kind }, index) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${index}`;
      option.setAttribute("role", "option");
      option.dataset.url = url;
      option.append(text);
      if (kind) {
        const name = document.createElement("span");
        name.textContent = kind;
        option.append(" ", name);
      }
      return option;
    }));
    list.hidden = !suggestions.length;
    mark(-1);
  };

  const ask = async () => {
    request?.abort();
    request = new AbortController();
    const address = `${form.dataset.suggestions}?${new URLSearchParams({ q: input.value })}`;
    try {
      const answer = await fetch(address, { signal: request.signal });
      const { suggestions } = answer.ok ? await answer.json() : {};
      // Who is in the list already keeps it.
      if (suggestions && current < 0) show(suggestions);
    } catch {
      // Aborted by the next letter, or the site is out of reach: the box works without.
    }
  };

  input.addEventListener("input", () => {
    if (input.value.trim().length < LEAST) return close();
    clearTimeout(timer);
    request?.abort(); // it was for fewer letters
    mark(-1);
    timer = setTimeout(ask, PAUSE);
  });

  input.addEventListener("keydown", (event) => {
    const count = list.hidden ? 0 : options().length;
    if (event.key === "Escape" && count) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" && count) {
      event.preventDefault();
      mark(current + 1 < count ? current + 1 : -1);
    } else if (event.key === "ArrowUp" && count) {
      event.preventDefault();
      mark(current >= 0 ? current - 1 : count - 1);
    } else if (event.key === "Enter" && current >= 0) {
      event.preventDefault();
      location.assign(options()[current].dataset.url);
    }
  });

  // Before the box loses its focus, which closes the list.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  input.addEventListener("blur", close);
  mark(-1);
}
