// The field of one passage: a textarea, and over it a rich field where the original has marks.

const ALLOWED = new Set(["A", "ABBR", "ACRONYM", "B", "CODE", "EM", "I", "STRONG", "BR", "SUP", "SUB", "S"]);
const MARKS = "a[data-link], b, strong, i, em, code, sup, sub, s, abbr";
// What marks a passage in another language: <lang-nl>.
const isForeign = (node) => node.localName.startsWith("lang-");

/** Return the HTML of a node's children with inline marks only, as the server stores it. */
export function inlineHtml(node) {
  let html = "";
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      const holder = document.createElement("span");
      holder.textContent = child.data;
      html += holder.innerHTML.replaceAll("&nbsp;", "\u00a0");
    } else if (child.nodeName === "BR") {
      html += "<br/>";
    } else if (child.nodeType === Node.ELEMENT_NODE) {
      const inner = inlineHtml(child);
      const tag = child.nodeName.toLowerCase();
      if (!ALLOWED.has(child.nodeName) && !isForeign(child)) html += inner;
      else if (tag === "a") html += `<a id="${child.dataset.link ?? ""}">${inner}</a>`;
      else html += `<${tag}>${inner}</${tag}>`;
    }
  }
  return html;
}

/** Return stored HTML without the marks that the original has not; their words stay. */
export function fitted(html, source) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  const links = new Set([...source.querySelectorAll("a[data-link]")].map((link) => link.dataset.link));
  for (const mark of parsed.querySelectorAll("*")) {
    const isKnown = mark.nodeName === "A" ? links.has(mark.id) : source.querySelector(mark.nodeName);
    if (!isKnown) mark.replaceWith(...mark.childNodes);
    else if (mark.nodeName === "A") mark.dataset.link = mark.id;
  }
  return inlineHtml(parsed);
}

/** Put stored HTML into an element without letting anything in it act. */
function fill(element, html) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  for (const link of parsed.querySelectorAll("a")) link.dataset.link = link.id;
  const clean = inlineHtml(parsed).replaceAll(/<a id="([^"]*)">/g, '<a class="wb-link" data-link="$1">');
  const again = new DOMParser().parseFromString(clean, "text/html").body;
  element.replaceChildren(...again.childNodes);
}

/** Make the field of a passage; `changed` is called at each change. */
export function makeField(textarea, source, changed) {
  textarea.rows = 1; // From here on it grows with its words.
  const grow = () => {
    textarea.style.height = "auto";
    textarea.style.height = `${textarea.scrollHeight + 2}px`;
  };
  if (!("marks" in textarea.dataset)) {
    textarea.addEventListener("input", () => { grow(); changed(); });
    // Its width changes with the window, with what stands beside it, and as it is shown again.
    let width = 0;
    new ResizeObserver(() => {
      if (textarea.clientWidth === width) return;
      width = textarea.clientWidth;
      grow();
    }).observe(textarea);
    return {
      focusable: textarea,
      get value() { return textarea.value; },
      set value(html) { textarea.value = html; grow(); },
    };
  }
  const rich = document.createElement("div");
  rich.className = "wb-rich";
  rich.contentEditable = textarea.readOnly ? "false" : "true";
  rich.tabIndex = 0;
  rich.setAttribute("role", "textbox");
  rich.setAttribute("aria-multiline", "true");
  rich.lang = textarea.lang;
  rich.setAttribute("aria-labelledby", textarea.closest("[data-passage]").querySelector("h3").id);
  rich.setAttribute("aria-describedby", textarea.getAttribute("aria-describedby"));
  fill(rich, textarea.value);
  const sync = () => { textarea.value = inlineHtml(rich).trim(); };
  rich.addEventListener("input", () => { sync(); changed(); });
  rich.addEventListener("paste", (event) => {
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain");
    document.execCommand("insertText", false, text);
  });
  rich.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      document.execCommand("insertLineBreak");
    }
  });
  textarea.hidden = true;
  textarea.before(rich, marksOf(source, rich, () => { sync(); changed(); }));
  return {
    focusable: rich,
    get value() { return textarea.value; },
    set value(html) { textarea.value = html; fill(rich, html); },
  };
}

/** A button for each mark of the original: it puts that mark around what is selected. */
function marksOf(source, rich, done) {
  const bar = document.createElement("div");
  bar.className = "wb-marks";
  const seen = new Set();
  for (const mark of source.querySelectorAll("*")) {
    if (!mark.matches(MARKS) && !isForeign(mark)) continue;
    const key = mark.dataset.link ?? mark.nodeName;
    if (seen.has(key)) continue;
    seen.add(key);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "wb-quiet";
    const sample = document.createElement(mark.nodeName);
    sample.textContent = mark.textContent.slice(0, 24);
    if (mark.dataset.link) { sample.className = "wb-link"; sample.dataset.link = mark.dataset.link; }
    button.append(sample);
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => { wrap(rich, mark); done(); });
    bar.append(button);
  }
  return bar;
}

function wrap(rich, mark) {
  const selection = document.getSelection();
  const inside = selection.rangeCount && rich.contains(selection.anchorNode);
  const range = inside ? selection.getRangeAt(0) : document.createRange();
  if (!inside) { range.selectNodeContents(rich); range.collapse(false); }
  const element = document.createElement(mark.nodeName);
  if (mark.dataset.link) {
    rich.querySelector(`a[data-link="${CSS.escape(mark.dataset.link)}"]`)?.replaceWith(
      ...rich.querySelector(`a[data-link="${CSS.escape(mark.dataset.link)}"]`).childNodes,
    );
    element.dataset.link = mark.dataset.link;
    element.className = "wb-link";
  }
  if (range.collapsed) element.textContent = mark.textContent;
  else element.append(range.extractContents());
  range.insertNode(element);
  selection.selectAllChildren(element);
}
