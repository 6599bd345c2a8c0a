import type { Plot, Plotly } from "./plotly.js";
import { language, say } from "./words.js";

/**
 * Lets the keyboard walk through a chart's points: left and right along a series, up and down between series, Home and End to
 * its ends, Escape leaves. What stands there is told in words below the chart, and read out by screen readers.
 */
interface Place {
  series: number;
  point: number;
}

/** What arrows left and right walk along: a trace, or a row of a grid of shares. */
interface Line {
  trace: number;
  row?: number;
  name: string;
  x: readonly unknown[];
  y: readonly unknown[];
  days?: readonly unknown[];
}

const walking = new WeakSet<HTMLElement>();

/** Lines that have points, in the order in which a reader sees them. */
function linesOf(plot: Plot): Line[] {
  return plot.data
    .flatMap((trace, index): Line[] => {
      const x = trace.x ?? [];
      return trace.z
        ? trace.z.map((cells, row) => ({ trace: index, row, name: String(trace.y?.[row]), x, y: cells }))
        : [{ trace: index, name: trace.name ?? "", x, y: trace.y ?? [], ...(trace.hovertext ? { days: trace.hovertext } : {}) }];
    })
    .filter((line) => line.y.length > 0);
}

function shownValue(line: Line, value: unknown): string {
  if (typeof value !== "number") return String(value ?? say("walk.no-value"));
  return line.row === undefined
    ? value.toLocaleString(language, { maximumFractionDigits: 6 })
    : value.toLocaleString(language, { style: "percent", maximumFractionDigits: 1 });
}

function describe(line: Line, point: number): string {
  const shown = shownValue(line, line.y[point]);
  const place = say("walk.place", point + 1, line.y.length);
  // A lying bar is told by its name and its days, not by its length.
  const days = line.days?.[point];
  if (days !== undefined) return `${shown}: ${String(days)} ${place}`;
  return `${line.name ? `${line.name}, ` : ""}${String(line.x[point])}: ${shown} ${place}`;
}

function move(lines: Line[], place: Place, key: string): Place | undefined {
  const last = (lines[place.series]?.y.length ?? 1) - 1;
  const toSeries = (index: number): Place => {
    const series = Math.max(0, Math.min(lines.length - 1, index));
    return { series, point: Math.min(place.point, (lines[series]?.y.length ?? 1) - 1) };
  };
  switch (key) {
    case "ArrowRight": return { ...place, point: Math.min(last, place.point + 1) };
    case "ArrowLeft": return { ...place, point: Math.max(0, place.point - 1) };
    case "ArrowDown": return toSeries(place.series + 1);
    case "ArrowUp": return toSeries(place.series - 1);
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
  target.setAttribute("aria-roledescription", say("walk.role"));
  let place: Place | undefined;
  target.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      place = undefined;
      told.textContent = "";
      plotly.Fx.unhover(target);
      return;
    }

    const lines = linesOf(plot);
    const next = move(lines, place ?? { series: 0, point: -1 }, event.key);
    if (!next) return;
    const line = lines[next.series];
    if (!line) return;
    event.preventDefault();
    place = { ...next, point: Math.max(0, next.point) };
    told.textContent = describe(line, place.point);
    plotly.Fx.hover(target, [
      { curveNumber: line.trace, pointNumber: line.row === undefined ? place.point : [line.row, place.point] },
    ]);
  });
}
