import { loadPlotly, type Figure } from "./plotly.js";
import { letWalk } from "./walk.js";
import { tableOf } from "./table.js";
import { say } from "./words.js";

/**
 * Whether it pays to contribute: asked for once the bands are there, since runs take turns. Without this script the page as a
 * table has the same numbers.
 */
interface Earnings {
  sentence: string;
  break_even: Figure;
  break_even_cohorts: Figure;
  headings: string[];
  rows: string[][];
}

/** A server that is away is asked again after this. */
const pauseMs = 1000;

async function draw(card: HTMLElement, key: "break_even" | "break_even_cohorts", figure: Figure): Promise<void> {
  const plot = card.querySelector<HTMLElement>(`[data-earnings="${key}"]`);
  if (!plot) return;
  const plotly = await loadPlotly();
  plot.hidden = false;
  await plotly.react(plot, figure.data, figure.layout, figure.config);
  letWalk(plot, plotly);
}

function tell(card: HTMLElement, told: Earnings): void {
  const place = card.querySelector<HTMLElement>("[data-earners]");
  if (!place) return;
  place.replaceChildren(tableOf(told.headings, told.rows));
  place.hidden = false;
}

async function ask(address: string): Promise<Earnings> {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(((await reply.json()) as { error: string }).error);
  return (await reply.json()) as Earnings;
}

/** Asks until somebody answers. */
async function askOn(card: HTMLElement, theme: "light" | "dark", sentence: HTMLElement | null): Promise<Earnings> {
  for (;;) {
    try {
      return await ask(`${card.dataset["breakEven"]}&theme=${theme}`);
    } catch (error) {
      // What a browser throws where nobody answers, or no longer.
      if (!(error instanceof TypeError)) throw error;
      if (sentence) sentence.textContent = say("bands.away");
      await new Promise((resolve) => window.setTimeout(resolve, pauseMs));
    }
  }
}

export async function askForEarnings(card: HTMLElement, theme: "light" | "dark"): Promise<void> {
  const sentence = card.querySelector<HTMLElement>("[data-sentence]");
  try {
    const told = await askOn(card, theme, sentence);
    if (sentence) sentence.textContent = told.sentence;
    tell(card, told);
    await draw(card, "break_even", told.break_even);
    await draw(card, "break_even_cohorts", told.break_even_cohorts);
    card.dataset["done"] = "true";
  } catch (error) {
    if (sentence) sentence.textContent = String(error instanceof Error ? error.message : error);
  }
}
