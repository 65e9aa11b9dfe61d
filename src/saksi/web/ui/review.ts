// Review: one key for each decision. Every key is a button or a link that stands on the page.
document.addEventListener("keydown", (event) => {
  const target = event.target as HTMLElement;
  const typing = target.matches?.("input, textarea, select") ?? false;
  if (event.key === "Escape" && typing) {
    target.blur();
    return;
  }
  if (typing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "c") {
    const first = document.querySelector<HTMLInputElement>("[data-first]");
    if (first) {
      event.preventDefault();
      first.focus();
      first.select?.();
    }
    return;
  }
  const button = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]`);
  if (button) {
    event.preventDefault();
    event.stopImmediatePropagation();
    button.click();
  }
});

// Enter in a field saves the correction, not the first button of the form.
document.querySelector<HTMLFormElement>("[data-decision]")?.addEventListener("keydown", (event) => {
  const target = event.target as HTMLElement;
  if (event.key === "Enter" && target.matches("input")) {
    event.preventDefault();
    const save = target.closest("form")?.querySelector<HTMLButtonElement>('button[value="correct"]');
    target.closest("form")?.requestSubmit(save);
  }
});
document.querySelector(".fields")?.addEventListener("input", (event) => (event.target as HTMLElement).classList.add("changed"));

export {};
