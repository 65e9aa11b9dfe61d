// The list is replaced when a filter changes: say how many there are to those who do not see it.
document.body.addEventListener("htmx:after:swap", () => {
  const count = document.querySelector("#list .list-head b")?.textContent;
  const live = document.querySelector("#live");
  if (live && count) live.textContent = count;
});
export {};
