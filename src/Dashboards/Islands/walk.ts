import type { Plot, Plotly } from "./plotly.js";

/**
 * Lets the keyboard walk through a chart's points: left and right along a series, up and down between series, Home and End to
 * its ends, Escape leaves. What stands there is told in words below the chart, and read out by screen readers.
 */
interface Place {
  series: number;
  point: number;
}

const walking = new WeakSet<HTMLElement>();

function pointsOf(plot: Plot, series: number): readonly unknown[] {
  return plot.data[series]?.y ?? [];
}

/** Series that a reader can tell apart: those that have a name and points. */
function shownSeries(plot: Plot): number[] {
  return plot.data.map((_, index) => index).filter((index) => pointsOf(plot, index).length > 0);
}

function describe(plot: Plot, place: Place): string {
  const trace = plot.data[place.series];
  const value = trace?.y?.[place.point];
  const shown = typeof value === "number" ? value.toLocaleString("en", { maximumFractionDigits: 6 }) : String(value ?? "no value");
  const count = pointsOf(plot, place.series).length;
  // A lying bar is told by its name and its days, not by its length.
  const days = trace?.hovertext?.[place.point];
  if (days !== undefined) return `${shown}: ${String(days)} (${place.point + 1} of ${count})`;
  return `${trace?.name ? `${trace.name}, ` : ""}${String(trace?.x?.[place.point])}: ${shown} (${place.point + 1} of ${count})`;
}

function move(plot: Plot, place: Place, key: string): Place | undefined {
  const series = shownSeries(plot);
  const last = pointsOf(plot, place.series).length - 1;
  const at = series.indexOf(place.series);
  const toSeries = (index: number): Place => {
    const chosen = series[Math.max(0, Math.min(series.length - 1, index))] ?? place.series;
    return { series: chosen, point: Math.min(place.point, pointsOf(plot, chosen).length - 1) };
  };
  switch (key) {
    case "ArrowRight": return { ...place, point: Math.min(last, place.point + 1) };
    case "ArrowLeft": return { ...place, point: Math.max(0, place.point - 1) };
    case "ArrowDown": return toSeries(at + 1);
    case "ArrowUp": return toSeries(at - 1);
    case "Home": return { ...place, point: 0 };
    case "End": return { ...place, point: last };
    default: return undefined;
  }
}

/** Makes a drawn chart reachable by keyboard, once. */
export function letWalk(target: HTMLElement, plotly: Plotly): void {
  if (walking.has(target)) return;
  walking.add(target);
  const plot = target as Plot;
  const told = document.createElement("p");
  told.className = "told";
  told.setAttribute("aria-live", "polite");
  target.after(told);
  target.tabIndex = 0;
  target.setAttribute("aria-roledescription", "chart; arrow keys walk through its points");
  let place: Place | undefined;
  target.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      place = undefined;
      told.textContent = "";
      plotly.Fx.unhover(target);
      return;
    }

    const first = shownSeries(plot)[0];
    if (first === undefined) return;
    const next = place ? move(plot, place, event.key) : move(plot, { series: first, point: -1 }, event.key);
    if (!next) return;
    event.preventDefault();
    place = { ...next, point: Math.max(0, next.point) };
    told.textContent = describe(plot, place);
    plotly.Fx.hover(target, [{ curveNumber: place.series, pointNumber: place.point }]);
  });
}
