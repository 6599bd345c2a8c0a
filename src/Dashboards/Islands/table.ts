import { language } from "./words.js";

function line(cells: string[], isHead: boolean): HTMLTableRowElement {
  const row = document.createElement("tr");
  cells.forEach((text, index) => {
    const cell = document.createElement(isHead || index === 0 ? "th" : "td");
    if (isHead || index === 0) cell.setAttribute("scope", isHead ? "col" : "row");
    cell.textContent = text;
    row.append(cell);
  });
  return row;
}

/** A table for who sees no picture; the first cell of a row names it. */
export function tableOf(headings: string[], rows: string[][]): HTMLTableElement {
  const table = document.createElement("table");
  table.createTHead().append(line(headings, true));
  table.createTBody().append(...rows.map((row) => line(row, false)));
  return table;
}

const digits = new Intl.NumberFormat(language, { maximumSignificantDigits: 6 });

/** A number as tables show it; a dash where there is none. */
export function numberOf(value: unknown): string {
  return typeof value === "number" && Number.isFinite(value) ? digits.format(value) : "–";
}
