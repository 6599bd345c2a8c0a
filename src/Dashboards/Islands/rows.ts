import type { Figure } from "./plotly.js";

/** Below it names of rows would take most of the width: they stand over their bars instead. */
const narrow = 480;

/** Of one row in pixels: a bar, and on a narrow window its name above it. */
const rowHeight = 24;
const namedRowHeight = 42;

/** Title, axis and margins, and one entry of the legend. */
const frameHeight = 140;
const entryHeight = 20;

/** In rows: where a bar begins below the middle of its row, how thick it is, and where its name stands. */
const barOffset = -0.1;
const barWidth = 0.5;
const nameOffset = -0.3;

/** Names of the rows of a schedule, whose bars lie from left to right; none of another chart. */
function rowsOf(figure: Figure): string[] {
  return [...new Set(figure.data.filter((trace) => trace["orientation"] === "h").flatMap((trace) => trace["y"] as string[]))];
}

/** How high a schedule must be for its rows to be read; nothing of another chart. */
export function heightOfRows(figure: Figure, width: number): string {
  const rows = rowsOf(figure).length;
  if (rows === 0) return "";
  const legend = figure.data.length > 1 ? figure.data.length * entryHeight : 0;
  return `${frameHeight + legend + rows * (width < narrow ? namedRowHeight : rowHeight)}px`;
}

/** A schedule whose legend stands below its axis however low it is, and, where a window is narrow, with the names of its rows over
 * their bars; another chart as it is. */
export function withReadableRows(figure: Figure, width: number): Figure {
  const rows = rowsOf(figure);
  if (rows.length === 0) return figure;
  const { layout } = figure;
  const legend = { ...(layout["legend"] as object), yref: "container", y: 0, yanchor: "bottom" };
  if (width >= narrow) return { ...figure, layout: { ...layout, legend } };
  const names = rows.map((row, index) => ({
    text: row, x: 0, xref: "paper", xanchor: "left", y: index + nameOffset, yref: "y", yanchor: "middle",
    showarrow: false, font: { size: 12 }, bgcolor: layout["paper_bgcolor"],
  }));
  return {
    ...figure,
    data: figure.data.map((trace) => (trace["orientation"] === "h" ? { ...trace, width: barWidth, offset: barOffset } : trace)),
    layout: {
      ...layout,
      legend,
      yaxis: { ...(layout["yaxis"] as object), showticklabels: false, showgrid: false },
      annotations: [...((layout["annotations"] as object[] | undefined) ?? []), ...names],
    },
  };
}
