import { language, say } from "./words.js";

/** The part of plotly.js that the islands use; the library itself is a classic script on the page. */
export interface Figure {
  data: Record<string, unknown>[];
  layout: Record<string, unknown>;
  config: Record<string, unknown>;
}

/** A chart that plotly has drawn. */
export interface Plot extends HTMLElement {
  data: {
    name?: string;
    x?: readonly unknown[];
    y?: readonly unknown[];
    /** Rows of a grid. */
    z?: readonly (readonly unknown[])[];
    hovertext?: readonly unknown[];
  }[];
}

export interface Plotly {
  Fx: {
    hover(target: HTMLElement, points: { curveNumber: number; pointNumber: number | number[] }[]): void;
    unhover(target: HTMLElement): void;
  };
  setPlotConfig(config: unknown): void;
  react(target: HTMLElement, data: unknown[], layout: unknown, config: unknown): Promise<void>;
}

declare global {
  interface Window {
    Plotly?: Plotly;
  }
}

let loading: Promise<Plotly> | undefined;

/** Axes of days and what is told of a point have the names of months that the page has. */
function speak(plotly: Plotly): void {
  const format = { months: say("dates.months").split(", "), shortMonths: say("dates.short-months").split(", ") };
  plotly.setPlotConfig({ locale: language, locales: { [language]: { dictionary: {}, format } } });
}

/** Loads plotly once, when the first chart comes into view. */
export function loadPlotly(): Promise<Plotly> {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "/plotly.js";
    script.onload = () => {
      if (!window.Plotly) return reject(new Error("plotly.js did not start"));
      speak(window.Plotly);
      resolve(window.Plotly);
    };
    script.onerror = () => reject(new Error("plotly.js is missing"));
    document.head.append(script);
  });
  return loading;
}
