// The reader: a note beside the words it explains, a line from who says it to what is said, and a figure added by selecting words.
// Without scripts the same notes stand in the margin and the numbers lead from one to the other.

const reading = [...document.querySelectorAll<HTMLElement>("[data-reading]")];
let tip: HTMLElement | null = null;

function notes(box: HTMLElement, ids: string[]): HTMLElement[] {
  return ids.map((id) => box.querySelector<HTMLElement>(`[data-claim="${CSS.escape(id)}"]`)).filter((one) => one !== null);
}

function clear(box: HTMLElement): void {
  tip?.remove();
  tip = null;
  box.querySelector(".links")?.remove();
  box.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
}

function draw(box: HTMLElement, ids: string[]): void {
  const frame = box.getBoundingClientRect();
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.classList.add("links");
  svg.setAttribute("aria-hidden", "true");
  for (const id of ids) {
    const mine = [...box.querySelectorAll<HTMLElement>(`.text [data-claims~="${CSS.escape(id)}"]`)];
    const from = mine.find((one) => one.classList.contains("source")) ?? mine.find((one) => one.classList.contains("cue"));
    const to = mine.find((one) => one.classList.contains("content") && one !== from);
    if (!from || !to || !box.querySelector(`.note-attribution[data-claim="${CSS.escape(id)}"]`)) continue;
    const a = from.getBoundingClientRect();
    const b = to.getClientRects()[0];
    if (!b) continue;
    const [x1, y1, x2, y2] = [a.left + a.width / 2 - frame.left, a.bottom - frame.top + 1, b.left - frame.left + 4, b.bottom - frame.top + 1];
    const sag = Math.max(10, Math.min(28, Math.abs(x2 - x1) / 8));
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", `M${x1} ${y1}C${x1} ${y1 + sag} ${x2} ${y2 + sag} ${x2} ${y2}m-3 5 3-5 4 4`);
    svg.append(path);
  }
  if (svg.childElementCount > 0) box.append(svg);
}

function light(box: HTMLElement, mark: HTMLElement): void {
  clear(box);
  const ids = (mark.dataset.claims ?? "").split(" ").filter(Boolean);
  for (const id of ids) {
    box.querySelectorAll(`.text [data-claims~="${CSS.escape(id)}"]`).forEach((one) => one.classList.add("lit"));
  }
  const found = notes(box, ids);
  found.forEach((one) => one.classList.add("lit"));
  draw(box, ids);
  const first = found[0];
  if (!first) return;
  tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("role", "tooltip");
  tip.append(...[...first.childNodes].map((one) => one.cloneNode(true)));
  const frame = box.getBoundingClientRect();
  const spot = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
  const left = Math.max(0, Math.min(spot.left - frame.left, frame.width - 400));
  tip.style.setProperty("left", `${left}px`);
  tip.style.setProperty("top", `${spot.bottom - frame.top + 8}px`);
  box.append(tip);
}

for (const box of reading) {
  const text = box.querySelector<HTMLElement>(".text");
  text?.addEventListener("mouseover", (event) => {
    const mark = (event.target as Element).closest<HTMLElement>("a.m");
    if (mark) light(box, mark);
  });
  text?.addEventListener("mouseleave", () => clear(box));
  text?.addEventListener("focusin", (event) => {
    const mark = (event.target as Element).closest<HTMLElement>("a.m");
    if (mark) light(box, mark);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear(box);
  });
}

// --- a figure added by selecting words ---------------------------------------------------------------------------------------

/** The offset in code points of a place in the text: what stands before it in its line, without the numbers of attributions. */
function offset(node: Node, at: number): number | null {
  const line = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>(".line");
  if (!line) return null;
  const range = document.createRange();
  range.setStart(line, 0);
  range.setEnd(node, at);
  const before = range.cloneContents();
  before.querySelectorAll("sup").forEach((one) => one.remove());
  return Number(line.dataset.start) + [...(before.textContent ?? "")].length;
}

function chosen(): [number, number, string] | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const inside = reading.some((box) => box.querySelector(".text")?.contains(range.commonAncestorContainer));
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  const words = range.cloneContents();
  words.querySelectorAll("sup").forEach((one) => one.remove());
  return inside && start !== null && end !== null && start < end ? [start, end, words.textContent ?? ""] : null;
}

const dialog = document.querySelector<HTMLDialogElement>("#add");
document.addEventListener("keydown", (event) => {
  const typing = (event.target as HTMLElement).matches?.("input, textarea, select");
  if (event.key !== "n" || typing || event.ctrlKey || event.metaKey || event.altKey || !dialog) return;
  const words = chosen();
  if (!words) return;
  event.preventDefault();
  const form = dialog.querySelector("form") as HTMLFormElement;
  (form.elements.namedItem("start") as HTMLInputElement).value = String(words[0]);
  (form.elements.namedItem("end") as HTMLInputElement).value = String(words[1]);
  (dialog.querySelector("[data-words]") as HTMLElement).textContent = words[2];
  const number = words[2].match(/\d[\d.,]*/);
  (form.elements.namedItem("quantity") as HTMLInputElement).value = number ? number[0].replace(/[.,]/g, "") : "";
  clear(reading[0]);
  dialog.showModal();
});
dialog?.querySelector("[data-close]")?.addEventListener("click", () => dialog.close());

export {};
