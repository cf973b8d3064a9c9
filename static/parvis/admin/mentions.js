// After an @ in a remark, the people who may be meant are offered.

(() => {
  const BEFORE_CARET = /(?:^|[^\w.@+-])@([\w.@+-]*)$/;
  const SHOWN = 6;
  const known = new Map(); // people by address, asked for once
  let list = null;

  async function peopleOf(address) {
    if (!known.has(address)) {
      const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
      if (!answer?.ok || answer.redirected) return [];
      known.set(address, (await answer.json()).people);
    }
    return known.get(address);
  }

  function close() {
    if (!list) return;
    list.field.removeAttribute("aria-activedescendant");
    list.field.removeAttribute("aria-controls");
    list.element.remove();
    list = null;
  }

  function choose(index) {
    const { field, start, people } = list;
    const after = field.value.slice(field.selectionStart);
    const before = `${field.value.slice(0, start)}@${people[index].username} `;
    close();
    field.value = before + after;
    field.setSelectionRange(before.length, before.length);
    field.focus();
  }

  function mark(index) {
    list.index = (index + list.people.length) % list.people.length;
    [...list.element.children].forEach((item, at) => item.setAttribute("aria-selected", at === list.index));
    list.field.setAttribute("aria-activedescendant", `mention-${list.index}`);
  }

  async function offer(field) {
    const before = () => BEFORE_CARET.exec(field.value.slice(0, field.selectionStart));
    const typed = before();
    if (!typed) { close(); return; }
    const wanted = typed[1].toLocaleLowerCase();
    const all = await peopleOf(field.dataset.mention);
    if (before()?.[0] !== typed[0]) return; // more was typed meanwhile, and asked for
    const people = all.filter(({ username, name }) => [username, ...name.split(" ")].some((word) => word.toLocaleLowerCase().startsWith(wanted))).slice(0, SHOWN);
    close();
    if (!people.length || document.activeElement !== field) return;
    const element = document.createElement("ul");
    element.className = "mention-list";
    element.id = "mention-list";
    element.setAttribute("role", "listbox");
    element.setAttribute("aria-label", "@");
    people.forEach(({ username, name }, at) => {
      const item = document.createElement("li");
      item.id = `mention-${at}`;
      item.setAttribute("role", "option");
      item.textContent = name ? `${name} (@${username})` : `@${username}`;
      item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(at); });
      element.append(item);
    });
    field.after(element);
    field.setAttribute("aria-controls", element.id);
    list = { field, element, people, start: field.selectionStart - typed[1].length - 1, index: 0 };
    mark(0);
  }

  document.addEventListener("input", (event) => event.target.matches?.("textarea[data-mention]") && offer(event.target));
  document.addEventListener("focusout", close);
  document.addEventListener("keydown", (event) => {
    if (!list || event.target !== list.field) return;
    if (event.key === "ArrowDown") mark(list.index + 1);
    else if (event.key === "ArrowUp") mark(list.index - 1);
    else if (event.key === "Enter" || event.key === "Tab") choose(list.index);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
})();
