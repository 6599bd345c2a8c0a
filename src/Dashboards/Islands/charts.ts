import { loadPlotly, type Figure } from "./plotly.js";
import { heightOfRows, withReadableRows } from "./rows.js";
import { letWalk } from "./walk.js";
import { say } from "./words.js";

/**
 * Draws each chart when it comes near the view, and again when the reader's colour scheme changes.
 * A chart is <figure data-chart> with its figure on light paper and the looks of that figure on dark paper, each a JSON
 * data block; without this script its table remains.
 */
const darkScheme = window.matchMedia("(prefers-color-scheme: dark)");
const drawn = new Set<HTMLElement>();

/** What was drawn of each: a page that was brought up to date mostly has the same figures. */
const shown = new WeakMap<HTMLElement, string>();

function sourceOf(chart: HTMLElement): string {
  return [...chart.querySelectorAll("script[data-theme]")].map((block) => block.textContent).join("\n");
}

function readBlock(chart: HTMLElement, theme: "light" | "dark"): Figure {
  const block = chart.querySelector(`script[data-theme="${theme}"]`);
  return JSON.parse(block?.textContent ?? "") as Figure;
}

/** After what the reader looks at, before what is near it. */
const restMs = 100;

let isPrinting = false;

/** Of a title's letter on average, in sizes of its font. */
const letterWidth = 0.56;
const usualTitleSize = 15;
const leastTitleSize = 10;

function readFigure(chart: HTMLElement): Figure {
  const figure = readBlock(chart, "light");
  // Paper is light, whatever the screen is.
  if (isPrinting || !darkScheme.matches) return figure;
  const looks = readBlock(chart, "dark");
  return { ...looks, data: figure.data.map((trace, index) => ({ ...trace, ...looks.data[index] })) };
}

/** The title smaller where a window is too narrow for it: plotly cuts what is too long. */
function withFittingTitle(layout: Record<string, unknown>, width: number): Record<string, unknown> {
  const title = layout["title"] as { text?: string; font?: { size?: number } } | undefined;
  const size = Math.floor(width / ((title?.text?.length ?? 0) * letterWidth));
  const usual = title?.font?.size ?? usualTitleSize;
  return !title?.text || width === 0 || size >= usual
    ? layout
    : { ...layout, title: { ...title, font: { ...title.font, size: Math.max(size, leastTitleSize) } } };
}

async function draw(chart: HTMLElement): Promise<void> {
  const target = chart.querySelector<HTMLElement>("[data-plot]");
  if (!target) return;
  try {
    const plotly = await loadPlotly();
    const read = readFigure(chart);
    const height = heightOfRows(read, target.clientWidth);
    if (height !== "") target.style.height = height;
    const figure = withReadableRows(read, target.clientWidth);
    shown.set(chart, sourceOf(chart));
    await plotly.react(target, figure.data, withFittingTitle(figure.layout, target.clientWidth), figure.config);
    letWalk(target, plotly);
    drawn.add(chart);
    chart.dataset["drawn"] = "true";
  } catch (error) {
    target.textContent = say("charts.cannot-be-drawn", String(error));
  }
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      const chart = entry.target as HTMLElement;
      watcher.unobserve(chart);
      if (shown.get(chart) !== sourceOf(chart)) void draw(chart);
    }
  },
  { rootMargin: "300px" },
);

function watchAll(): void {
  for (const chart of document.querySelectorAll<HTMLElement>("[data-chart]")) {
    if (!drawn.has(chart)) watcher.observe(chart);
  }
}

watchAll();

function isInView(chart: HTMLElement): boolean {
  const { top, bottom } = chart.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

/** A chart that was drawn is changed in place: at once where the reader looks, else when it comes near the view. */
function bringUpToDate(): void {
  const changed = [...drawn].filter((chart) => chart.isConnected && shown.get(chart) !== sourceOf(chart));
  const seen = new Set(changed.filter(isInView));
  for (const chart of changed) {
    if (seen.has(chart)) void draw(chart);
    else window.setTimeout(() => watcher.observe(chart), restMs);
  }
}

// The figures of a page that was brought up to date are others.
document.addEventListener("souk:changed", () => {
  for (const chart of drawn) {
    if (!chart.isConnected) drawn.delete(chart);
  }
  bringUpToDate();
  watchAll();
});

darkScheme.addEventListener("change", () => {
  for (const chart of drawn) void draw(chart);
});

/** What is printed has all charts, also those that nobody scrolled to. */
function drawAll(): void {
  for (const chart of document.querySelectorAll<HTMLElement>("[data-chart]")) void draw(chart);
}

// Nothing is awaited before paper is laid out, so the library is there by then, also where no chart is near the view.
window.addEventListener("load", () => {
  if (document.querySelector("[data-chart]")) window.setTimeout(() => void loadPlotly(), restMs);
});

window.addEventListener("beforeprint", () => {
  isPrinting = true;
  drawAll();
});

window.addEventListener("afterprint", () => {
  isPrinting = false;
  if (darkScheme.matches) drawAll();
});

// A picture has the colours that the reader sees.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("[data-files] a") : null;
  if (!link) return;
  const address = new URL(link.href);
  if (darkScheme.matches) address.searchParams.set("theme", "dark");
  else address.searchParams.delete("theme");
  link.href = address.toString();
});
