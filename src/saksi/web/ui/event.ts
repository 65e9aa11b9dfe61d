// The page of an event: the claim table to the clipboard.
document.addEventListener("click", async (event) => {
  const link = (event.target as Element | null)?.closest<HTMLAnchorElement>("a[data-copy]");
  if (!link || !navigator.clipboard) return; // without a clipboard the link opens the text
  event.preventDefault();
  const answer = await fetch(link.href);
  await navigator.clipboard.writeText(await answer.text());
  const live = document.querySelector("#live");
  if (live) live.textContent = link.dataset.copied ?? "";
  link.classList.add("done");
});

export {};
