import { morph } from "./morph.js";
import { say } from "./words.js";

/**
 * A page whose numbers take long comes with those that are there at once; this script fetches the whole page, which a server gives to
 * scripts, and puts it in place. Without it the page leads to its whole.
 */
const pauseMs = 1000;

async function fetchWhole(): Promise<void> {
  const reply = await fetch(window.location.href, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
  const next = fresh.querySelector("main");
  const main = document.querySelector("main");
  if (!main || !next) throw new Error(`status ${reply.status}`);
  morph(main, next);
  document.dispatchEvent(new CustomEvent("souk:changed", { detail: "whole" }));
  // It came while another reader's first answer was made.
  if (main.querySelector("[data-unfinished]")) window.setTimeout(begin, pauseMs);
}

function begin(): void {
  fetchWhole().catch((error: unknown) => {
    const told = document.querySelector<HTMLElement>("[data-unfinished]");
    if (told) told.textContent = say("charts.rest-is-missing", String(error));
  });
}

if (document.querySelector("[data-unfinished]")) begin();
