import { loadPlotly, type Figure } from "./plotly.js";
import { letWalk } from "./walk.js";
import { tableOf } from "./table.js";
import { say } from "./words.js";

/**
 * Shares of variance, worked out when a reader asks: the server sends them from more and more rows until all are played. Without this
 * script the link opens a page that has them.
 */
interface Round {
  rows_done: number;
  rows_max: number;
  sentence: string;
  headings: string[];
  rows: string[][];
  figure: Figure;
}

const dark = window.matchMedia("(prefers-color-scheme: dark)");
let source: EventSource | undefined;
let begun: HTMLElement | undefined;

function tell(place: HTMLElement, text: string): void {
  const told = place.querySelector<HTMLElement>("[data-told]");
  if (told) told.textContent = text;
}

async function draw(place: HTMLElement, round: Round): Promise<void> {
  const plot = place.querySelector<HTMLElement>("[data-plot]");
  const sentence = place.querySelector<HTMLElement>("[data-sentence]");
  const table = place.querySelector<HTMLElement>("[data-shares]");
  if (!plot || !sentence || !table) return;
  sentence.textContent = round.sentence;
  plot.hidden = false;
  const plotly = await loadPlotly();
  await plotly.react(plot, round.figure.data, round.figure.layout, round.figure.config);
  letWalk(plot, plotly);
  table.replaceChildren(tableOf(round.headings, round.rows));
  table.hidden = false;
  tell(place, say("variance.rows-so-far", round.rows_done, round.rows_max));
}

function listen(place: HTMLElement): void {
  source?.close();
  begun = place;
  delete place.dataset["done"];
  tell(place, say("variance.first-rows"));
  const stream = new EventSource(`${place.dataset["variance"]}&theme=${dark.matches ? "dark" : "light"}`);
  source = stream;
  let queue = Promise.resolve();
  stream.addEventListener("variance", (event) => {
    const round = JSON.parse((event as MessageEvent<string>).data) as Round;
    queue = queue.then(() => draw(place, round)).catch((error: unknown) => tell(place, say("variance.cannot-be-drawn", String(error))));
  });
  stream.addEventListener("done", () => {
    stream.close();
    const files = place.querySelector<HTMLElement>("[data-kept]");
    void queue.then(() => {
      if (files) files.hidden = false;
      place.dataset["done"] = "true";
    });
  });
  stream.addEventListener("failed", (event) => {
    stream.close();
    tell(place, say("variance.cannot-run", (JSON.parse((event as MessageEvent<string>).data) as { error: string }).error));
  });
  stream.addEventListener("late", (event) => {
    stream.close();
    tell(place, (JSON.parse((event as MessageEvent<string>).data) as { error: string }).error);
  });
  stream.onerror = () => {
    // What takes too long ends; asked again it would take as long.
    stream.close();
    tell(place, say("variance.away"));
  };
}

// The card comes later where the page's numbers take long.
document.addEventListener("click", (event) => {
  const card = event.target instanceof Element ? event.target.closest("[data-begin]")?.closest<HTMLElement>("[data-variance]") : null;
  if (!card) return;
  event.preventDefault();
  listen(card);
});

dark.addEventListener("change", () => {
  if (begun) listen(begun);
});
