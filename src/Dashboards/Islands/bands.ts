import { loadPlotly, type Figure } from "./plotly.js";
import { letWalk } from "./walk.js";
import { askForEarnings } from "./earnings.js";
import { letSlide } from "./slide.js";
import { numberOf, tableOf } from "./table.js";
import { say } from "./words.js";

/**
 * Draws the bands of a scenario as its runs are done: the server sends figures with more and more runs until all are.
 * Without this script the page has the same numbers as a table.
 */
interface Round {
  runs_done: number;
  metrics: { key: string; sentence: string; models: number; figure: Figure }[];
}

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const results = document.querySelector<HTMLElement>("[data-stream]");
const progress = document.querySelector<HTMLElement>("[data-progress]");
let source: EventSource | undefined;
let drawnRuns = 0;

/** Runs of the bands after which the rest of the page is asked for. */
const runsBeforeTheRest = 8;

function tell(text: string): void {
  if (progress) progress.textContent = text;
}

/** What a stream's break means to a reader: a browser asks again by itself, unless the server refused. */
function breakOf(stream: EventSource): string {
  const isOver = stream.readyState === EventSource.CLOSED;
  return say(isOver ? "bands.refused" : "bands.away");
}

function reasonOf(event: Event): string {
  return (JSON.parse((event as MessageEvent<string>).data) as { error: string }).error;
}

function failureOf(event: Event): string {
  return say("bands.cannot-run", reasonOf(event));
}

/** Rows of the table beside a chart; the files have every day. */
const rowsMax = 13;

/** The band of which a trace is the lower edge, where its edges are no quantiles. */
function bandOf(trace?: Record<string, unknown>): string | undefined {
  return (trace?.["meta"] as { band?: string } | undefined)?.band;
}

/** The percentage in the name of a quantile, wherever the language has it. */
function numberIn(name: string): number {
  return parseFloat(/\d[\d.]*/.exec(name)?.[0] ?? "");
}

/** A band's upper edge is named as the band and filled down to the lower edge before it: a table names both by their ends. */
function headingsOf(figure: Figure): string[] {
  return figure.data.map((trace, index) => {
    const own = bandOf(trace);
    if (own !== undefined) return say("bands.low-end", own);
    if (trace["fill"] !== "tonexty") return String(trace["name"]);
    const low = figure.data[index - 1];
    const band = bandOf(low);
    return band !== undefined ? say("bands.high-end", band) : say("bands.quantile", 100 - numberIn(String(low?.["name"])));
  });
}

/** What is drawn as a table, for who sees no picture: days evenly spaced, the first and the last among them. */
function tellNumbers(card: HTMLElement, figure: Figure): void {
  const place = card.querySelector<HTMLElement>("[data-drawn]");
  const traces = figure.data as unknown as { x: string[]; y: (number | null)[] }[];
  const days = traces[0]?.x ?? [];
  if (!place || days.length === 0) return;
  const step = Math.max(1, Math.ceil((days.length - 1) / (rowsMax - 1)));
  const rows = days.flatMap((day, index) =>
    index % step === 0 || index === days.length - 1 ? [[day, ...traces.map((trace) => numberOf(trace.y[index]))]] : [],
  );
  place.querySelector(".scroll")?.replaceChildren(tableOf([say("bands.day"), ...headingsOf(figure)], rows));
  place.hidden = false;
}

async function draw(round: Round): Promise<void> {
  // After a break the server begins with the first run again; what is drawn stays until more are done.
  if (round.runs_done < drawnRuns) return;
  drawnRuns = round.runs_done;
  const plotly = await loadPlotly();
  for (const metric of round.metrics) {
    const card = document.querySelector<HTMLElement>(`[data-band="${CSS.escape(metric.key)}"]`);
    const plot = card?.querySelector<HTMLElement>("[data-plot]");
    const sentence = card?.querySelector<HTMLElement>("[data-sentence]");
    if (!card || !plot) continue;
    if (sentence) sentence.textContent = metric.sentence;
    // The plot has its height from now on.
    card.dataset["runs"] = String(round.runs_done);
    card.dataset["models"] = String(metric.models);
    await plotly.react(plot, metric.figure.data, metric.figure.layout, metric.figure.config);
    letWalk(plot, plotly);
    tellNumbers(card, metric.figure);
  }
  if (round.runs_done === 0) {
    tell(say("bands.first-days"));
    return;
  }
  if (round.runs_done >= runsBeforeTheRest) askForTheRest();
  const isUnion = round.metrics.some((metric) => metric.models > 1);
  tell(
    isUnion
      ? say("bands.union")
      : say(round.runs_done === 1 ? "bands.one-run-so-far" : "bands.runs-so-far", round.runs_done),
  );
}

function listen(address: string): void {
  source?.close();
  drawnRuns = 0;
  tell(say("bands.first-run"));
  const stream = new EventSource(`${address}&theme=${dark.matches ? "dark" : "light"}`);
  source = stream;
  let queue = Promise.resolve();
  stream.addEventListener("bands", (event) => {
    const round = JSON.parse((event as MessageEvent<string>).data) as Round;
    queue = queue.then(() => draw(round)).catch((error: unknown) => tell(say("bands.cannot-be-drawn", String(error))));
  });
  stream.addEventListener("done", () => {
    stream.close();
    queue = queue.then(() => tell(say("bands.all-done")));
    void queue.then(() => {
      results?.setAttribute("data-done", "true");
      askForTheRest();
    });
  });
  stream.addEventListener("failed", (event) => {
    stream.close();
    tell(failureOf(event));
  });
  stream.addEventListener("late", (event) => {
    stream.close();
    queue = queue.then(() => tell(reasonOf(event)));
  });
  stream.onerror = () => tell(breakOf(stream));
}

if (results?.dataset["stream"]) {
  listen(results.dataset["stream"]);
  dark.addEventListener("change", () => {
    // What waits for the bands is drawn anew after them, too.
    isAsked = false;
    listen(results.dataset["stream"] ?? "");
  });
}

/** What matters: asked for once the bands are there, since runs take turns. */
interface Tornado {
  runs_done: number;
  sentence: string;
  figure: Figure;
}

const tornado = document.querySelector<HTMLElement>("[data-tornado]");

/** The bars as a table, for who sees no picture. */
function tellSwings(card: HTMLElement, figure: Figure): void {
  const place = card.querySelector<HTMLElement>("[data-swings]");
  const [low, high] = figure.data as unknown as { name: string; x: string[]; y: number[] }[];
  if (!place || !low || !high) return;
  place.replaceChildren(
    tableOf(
      [say("bands.parameter"), say("bands.less-the-middle", low.name), say("bands.less-the-middle", high.name)],
      low.x.map((name, index) => [name, numberOf(low.y[index]), numberOf(high.y[index])]),
    ),
  );
  place.hidden = false;
}

let toldOfTornado = "";

/** Null says again what was said last of the runs. */
function tellTornado(card: HTMLElement, text: string | null): void {
  const told = card.querySelector<HTMLElement>("[data-told]");
  if (told) told.textContent = text ?? toldOfTornado;
}

async function drawTornado(card: HTMLElement, round: Tornado): Promise<void> {
  // After a break the server begins with the first run again.
  if (round.runs_done < Number(card.dataset["runs"] ?? 0)) return;
  const plotly = await loadPlotly();
  const plot = card.querySelector<HTMLElement>("[data-plot]");
  const sentence = card.querySelector<HTMLElement>("[data-sentence]");
  if (!plot) return;
  if (sentence) sentence.textContent = round.sentence;
  toldOfTornado = say(round.runs_done === 1 ? "bands.one-run-of-each" : "bands.runs-of-each", round.runs_done);
  tellTornado(card, null);
  card.dataset["runs"] = String(round.runs_done);
  await plotly.react(plot, round.figure.data, round.figure.layout, round.figure.config);
  letWalk(plot, plotly);
  tellSwings(card, round.figure);
}

let tornadoSource: EventSource | undefined;
let isAsked = false;

/** Runs take turns: once there are some bands, break-even and what matters have theirs beside the bands that tighten. */
function askForTheRest(): void {
  if (isAsked) return;
  isAsked = true;
  const earnings = document.querySelector<HTMLElement>("[data-break-even]");
  const asked = earnings ? askForEarnings(earnings, dark.matches ? "dark" : "light") : Promise.resolve();
  void asked.then(() => {
    if (tornado) listenTornado(tornado);
  });
}

function listenTornado(card: HTMLElement): void {
  tornadoSource?.close();
  delete card.dataset["runs"];
  delete card.dataset["done"];
  const stream = new EventSource(`${card.dataset["tornado"]}&theme=${dark.matches ? "dark" : "light"}`);
  tornadoSource = stream;
  let queue = Promise.resolve();
  stream.onopen = () => tellTornado(card, null);
  stream.addEventListener("tornado", (event) => {
    const round = JSON.parse((event as MessageEvent<string>).data) as Tornado;
    queue = queue.then(() => drawTornado(card, round)).catch((error: unknown) => tellTornado(card, say("bands.tornado-cannot-be-drawn", String(error))));
  });
  stream.addEventListener("done", () => {
    stream.close();
    void queue.then(() => (card.dataset["done"] = "true"));
  });
  stream.addEventListener("failed", (event) => {
    stream.close();
    const failure = failureOf(event);
    queue = queue.then(() => tellTornado(card, failure));
  });
  stream.addEventListener("late", (event) => {
    stream.close();
    queue = queue.then(() => tellTornado(card, reasonOf(event)));
  });
  stream.onerror = () => tellTornado(card, breakOf(stream));
}

const form = document.querySelector<HTMLFormElement>("form[data-design]");

/** Only what differs from the baseline goes into the address. */
function queryOf(asked: HTMLFormElement): string {
  const query = new URLSearchParams();
  for (const input of asked.querySelectorAll<HTMLInputElement>("input[data-path]")) {
    if (input.value.trim() !== input.dataset["base"]) query.append("set", `${input.dataset["path"]}=${input.value.trim()}`);
  }
  for (const input of asked.querySelectorAll<HTMLInputElement>("input[data-under]")) {
    if (input.value.trim() !== "") query.append("under", `${input.dataset["under"]}=${input.value.trim()}`);
  }
  for (const box of asked.querySelectorAll<HTMLInputElement>("input[name=m]:checked")) query.append("m", box.value);
  query.set("seed", asked.querySelector<HTMLInputElement>("input[name=seed]")?.value ?? "1");
  return `?${query}`;
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  window.location.assign(`${form.action.split("?")[0]}${queryOf(form)}`);
});

if (form && results) letSlide(form, queryOf, (query) => playAnew(results, query));

/** Plays what a slider came to: the bands at once, what waits for them after them, and all that the page says of it. */
function playAnew(place: HTMLElement, query: string): void {
  const streams: [HTMLElement | null, string][] = [
    [place, "stream"],
    [tornado, "tornado"],
    [document.querySelector<HTMLElement>("[data-break-even]"), "breakEven"],
  ];
  for (const [element, name] of streams) {
    const address = element?.dataset[name];
    if (element && address) element.dataset[name] = `${address.split("?")[0]}${query}`;
  }
  tornadoSource?.close();
  if (tornado?.dataset["runs"]) tellTornado(tornado, say("bands.of-the-values-before"));
  isAsked = false;
  delete place.dataset["done"];
  listen(place.dataset["stream"] ?? "");
}

const share = document.querySelector<HTMLButtonElement>("[data-share]");
if (share && navigator.clipboard) {
  share.hidden = false;
  share.addEventListener("click", () => {
    void navigator.clipboard.writeText(window.location.href).then(() => (share.textContent = say("bands.copied")));
  });
}
