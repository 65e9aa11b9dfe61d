// More boxes for more texts; what is pasted with dashes between needs only one.
const form = document.querySelector<HTMLFormElement>("form[data-paste]");
const more = form?.querySelector<HTMLButtonElement>("[data-more]");
if (form && more) {
  more.hidden = false;
  more.addEventListener("click", () => {
    const boxes = form.querySelectorAll<HTMLElement>(".box");
    const last = boxes[boxes.length - 1];
    const number = boxes.length + 1;
    const next = last.cloneNode(true) as HTMLElement;
    next.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea").forEach((one) => (one.value = ""));
    for (const one of next.querySelectorAll("[id]")) one.id = one.id.replace(/\d+$/, String(number));
    for (const one of next.querySelectorAll("label")) one.htmlFor = one.htmlFor.replace(/\d+$/, String(number));
    for (const one of next.querySelectorAll("legend, label.unseen")) one.textContent = (one.textContent ?? "").replace(/\d+/, String(number));
    last.after(next);
    next.querySelector("textarea")?.focus();
    if (number >= 24) more.hidden = true;
  });
}

export {};
