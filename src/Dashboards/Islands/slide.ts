import { morph, readPage } from "./morph.js";

/**
 * Sliders beside the fields of a design: what a reader slides to stands in the field, in the address and in the bands at once. What
 * else the page says of the changes is put in place when the slider rests. Without this script there are the fields.
 */

/** A slider sends many values on its way; runs of those that are passed over would only make the last one wait. */
const pauseMs = 60;

/** The page is asked for when the slider rests. */
const restMs = 500;

let playing: number | undefined;
let telling: number | undefined;

/** The slider that has not rested yet. */
let moving: HTMLElement | undefined;

/** All that follows from the changes but what the streams draw. */
async function tell(query: string): Promise<void> {
  const reply = await fetch(`${window.location.pathname}${query}`, { headers: { Accept: "text/html" } });
  const fresh = readPage(await reply.text()).querySelector("main");
  const main = document.querySelector("main");
  // The reader may have slid on meanwhile.
  if (!main || !fresh?.querySelector("form[data-design]") || window.location.search !== query) return;
  morph(main, fresh);
  document.dispatchEvent(new CustomEvent("souk:changed", { detail: "filter" }));
}

function show(slide: HTMLElement): void {
  const slider = slide.querySelector("input");
  const field = slide.parentElement?.querySelector<HTMLInputElement>("input[data-path]");
  if (!slider || !field) return;
  field.value = `${slider.value}${slide.dataset["slide"] ?? ""}`;
  slider.setAttribute("aria-valuetext", field.value);
}

/** A number that is typed into the field moves the slider, where it is in the slider's unit. */
function follow(slide: HTMLElement, field: HTMLInputElement): void {
  const slider = slide.querySelector("input");
  const unit = (slide.dataset["slide"] ?? "").trim();
  const typed = field.value.trim();
  const number = typed.endsWith(unit) ? typed.slice(0, typed.length - unit.length).trim() : "";
  if (!slider || number === "" || Number.isNaN(Number(number))) return;
  slider.value = number;
  slider.setAttribute("aria-valuetext", typed);
}

/** What the address holds stands in the fields: it was gone back to. */
function restore(form: HTMLFormElement): void {
  const sets = new URLSearchParams(window.location.search).getAll("set");
  const values = new Map(sets.map((set) => [set.slice(0, set.indexOf("=")), set.slice(set.indexOf("=") + 1)]));
  for (const field of form.querySelectorAll<HTMLInputElement>("input[data-path]")) {
    field.value = values.get(field.dataset["path"] ?? "") ?? field.dataset["base"] ?? "";
    const slide = field.parentElement?.querySelector<HTMLElement>("[data-slide]");
    if (slide) follow(slide, field);
  }
}

/** @param play Draws what the address now asks for. */
export function letSlide(form: HTMLFormElement, queryOf: (form: HTMLFormElement) => string, play: (query: string) => void): void {
  let played = window.location.search;
  for (const slide of form.querySelectorAll<HTMLElement>("[data-slide]")) slide.hidden = false;
  form.addEventListener("input", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement)) return;
    const slide = input.parentElement?.closest<HTMLElement>("[data-slide]");
    if (!slide) {
      const beside = input.parentElement?.querySelector<HTMLElement>("[data-slide]");
      if (beside) follow(beside, input);
      return;
    }
    show(slide);
    window.clearTimeout(playing);
    window.clearTimeout(telling);
    playing = window.setTimeout(() => {
      const query = queryOf(form);
      // One way of one slider is one step back.
      if (moving === slide) window.history.replaceState(null, "", query);
      else window.history.pushState(null, "", query);
      moving = slide;
      played = query;
      play(query);
      telling = window.setTimeout(() => {
        moving = undefined;
        void tell(window.location.search).catch(() => undefined);
      }, restMs);
    }, pauseMs);
  });
  window.addEventListener("popstate", () => {
    window.clearTimeout(playing);
    window.clearTimeout(telling);
    moving = undefined;
    // A link within the page moves no value.
    if (window.location.search === played) return;
    played = window.location.search;
    restore(form);
    play(played);
  });
}
