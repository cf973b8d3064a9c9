// Follows the fields that search engines and networks show, while they are typed in.

addEventListener("DOMContentLoaded", () => {
  const holder = document.querySelector("[data-sharing]");
  if (!holder) return;
  const { dataset } = holder;
  const field = (name) => document.getElementById(`id_${name}`);
  const value = (name) => field(name)?.value.trim() ?? "";
  const put = (name, text) => {
    for (const place of holder.querySelectorAll(`[data-shown="${name}"]`)) place.textContent = text;
  };

  // As much as a list of results shows, cut between words.
  const cut = (text, most) => {
    if (text.length <= most) return text;
    const end = text.lastIndexOf(" ", most);
    return `${text.slice(0, end > 0 ? end : most)}…`;
  };

  const say = (sentences) => {
    holder.querySelector("[data-said]").replaceChildren(...sentences.map((sentence) => {
      const item = document.createElement("li");
      item.textContent = sentence;
      return item;
    }));
  };

  const show = () => {
    const [titleMost, most] = [Number(dataset.titleMost), Number(dataset.descriptionMost)];
    const title = value("seo_title") || value("title");
    const own = value("search_description");
    const summary = value("summary") || value("introduction");
    const description = own || summary || dataset.excerpt;
    put("title", cut(title, titleMost));
    put("description", cut(description, most));
    const end = "home" in dataset || !value("slug") ? "" : `${value("slug")}/`;
    put("address", `${dataset.place}${end}`);

    const said = [];
    const count = (sentence, text, limit) =>
      said.push(sentence.replace("{count}", text.length).replace("{most}", limit));
    if (title.length > titleMost) count(dataset.saidTitle, title, titleMost);
    if (own.length > most) count(dataset.saidDescription, own, most);
    if (!own) said.push(summary ? dataset.saidSummary : description ? dataset.saidExcerpt : dataset.saidNothing);
    say(said);
  };

  for (const name of ["title", "seo_title", "slug", "search_description", "summary", "introduction"]) {
    field(name)?.addEventListener("input", show);
    // A slug is filled in by another script, when the title is left.
    field(name)?.addEventListener("change", show);
  }
  field("title")?.addEventListener("blur", () => setTimeout(show));
  show();
});
