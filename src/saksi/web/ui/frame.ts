// What every page has: htmx, the keys, dialogs. Pages work without it; this makes them quicker to use.
import "htmx.org";

const GO: Record<string, string> = { e: "/events", m: "/map", c: "/coverage", p: "/paste", r: "/review", d: "/dossier", h: "/" };
let waiting = false; // the key g was pressed and waits for the next one

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-row]")].filter((row) => row.offsetParent !== null);
}

function move(step: number): void {
  const all = rows();
  if (all.length === 0) return;
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step))];
  const link = next.matches("a,button") ? next : next.querySelector<HTMLElement>("a,button");
  (link ?? next).focus();
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) {
    return;
  }
  if (waiting) {
    waiting = false;
    const path = GO[event.key];
    if (path) {
      event.preventDefault();
      location.assign(path);
    }
    return;
  }
  switch (event.key) {
    case "g":
      waiting = true;
      setTimeout(() => (waiting = false), 1200);
      break;
    case "/": {
      const box = document.querySelector<HTMLInputElement>("[data-search]");
      if (box) {
        event.preventDefault();
        box.focus();
        box.select();
      } else {
        location.assign("/events#search");
      }
      break;
    }
    case "j":
      move(1);
      break;
    case "k":
      move(-1);
      break;
    case "?":
      document.querySelector<HTMLDialogElement>("#keys")?.showModal();
      break;
  }
});

document.addEventListener("click", (event) => {
  const opener = (event.target as Element | null)?.closest<HTMLElement>("[data-open]");
  if (opener) {
    document.querySelector<HTMLDialogElement>(`#${CSS.escape(opener.dataset.open ?? "")}`)?.showModal();
  }
});

// A form that sends itself when a choice in it changes; without scripts it has a button for that.
document.addEventListener("change", (event) => {
  const form = (event.target as HTMLElement).closest<HTMLFormElement>("form[data-auto]");
  form?.requestSubmit();
});

// The strip of time is one stop of the tab key; arrows go along its bars, Home and End to its ends.
document.addEventListener("keydown", (event) => {
  const bar = (event.target as Element | null)?.closest?.<SVGAElement>("[data-strip] a");
  if (!bar) return;
  const bars = [...(bar.closest("[data-strip]")?.querySelectorAll<SVGAElement>("a") ?? [])];
  const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -bars.length, End: bars.length };
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const next = bars[Math.min(bars.length - 1, Math.max(0, bars.indexOf(bar) + step))];
  bar.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
});

// Where the strip is wider than the screen it begins with what is newest.
function newest(): void {
  for (const strip of document.querySelectorAll(".strip-scroll")) strip.scrollLeft = strip.scrollWidth;
}
newest();
document.body.addEventListener("htmx:after:swap", newest);

// On a small screen the filters stay folded until they are wanted.
const box = document.querySelector<HTMLDetailsElement>(".filter-box");
if (box && matchMedia("(max-width: 60rem)").matches) {
  box.open = false;
}

if (location.hash === "#search") {
  document.querySelector<HTMLInputElement>("[data-search]")?.focus();
}
document.documentElement.dataset.script = "on";
