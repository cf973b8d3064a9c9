// Turns the link to a video or a map into a player, when the reader asks for it and not before.
// Without this script the link stays a link. The style sheet keeps the room of what is added.

for (const figure of document.querySelectorAll("figure.embed[data-player]")) {
  const stage = figure.querySelector(".embed-stage");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = stage.dataset.label;

  const notice = document.createElement("p");
  notice.className = "embed-notice";
  notice.textContent = stage.dataset.notice;

  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = figure.dataset.player;
    frame.title = figure.dataset.title;
    frame.allow = "fullscreen";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    button.remove();
    notice.remove();
    stage.prepend(frame);
    stage.classList.add("is-shown");
    frame.focus();
  });
  stage.append(button, notice);
  stage.classList.add("is-ready");
}
