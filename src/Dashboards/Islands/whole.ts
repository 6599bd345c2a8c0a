import { morph, readPage } from "./morph.js";
import { say } from "./words.js";

/**
 * A page whose numbers take long comes with those that are there at once, or says that it is being made; this script fetches the whole
 * page, which a server gives to scripts, and puts it in place. Without it the page leads to its whole.
 */
const pauseMs = 1000;

/** How often a page is asked for that takes longer than a server lets anyone wait: some minutes. */
const asksMax = 15;

/** Scripts that the whole page brings do not run by being put in place. */
function runScripts(names: string[]): void {
  for (const name of names) {
    const script = document.createElement("script");
    script.type = "module";
    script.src = name;
    document.body.append(script);
  }
}

async function fetchWhole(asks: number): Promise<void> {
  const address = window.location.href;
  const reply = await fetch(address, { headers: { Accept: "text/html" } });
  const page = await reply.text();
  // The reader chose something else meanwhile.
  if (window.location.href !== address) return;
  if (reply.status === 503 && asks < asksMax) {
    window.setTimeout(() => begin(asks + 1), pauseMs);
    return;
  }
  const fresh = readPage(page);
  const next = fresh.querySelector("main");
  const main = document.querySelector("main");
  if (!main || !next) throw new Error(`status ${reply.status}`);
  const running = new Set([...document.querySelectorAll<HTMLScriptElement>("script[src]")].map((script) => script.getAttribute("src")));
  const scripts = [...next.querySelectorAll<HTMLScriptElement>("script[src]")].map((script) => script.getAttribute("src") ?? "");
  morph(main, next);
  // It says of what origin the page's numbers are.
  const foot = document.querySelector("footer");
  const freshFoot = fresh.querySelector("footer");
  if (foot && freshFoot) morph(foot, freshFoot);
  document.title = fresh.title;
  document.dispatchEvent(new CustomEvent("souk:changed", { detail: "whole" }));
  runScripts(scripts.filter((name) => !running.has(name)));
  // It came while another reader's first answer was made; what the reader chose since is fetched for itself.
  window.setTimeout(() => {
    if (window.location.href === address) fetchRest();
  }, pauseMs);
}

function begin(asks: number): void {
  fetchWhole(asks).catch((error: unknown) => {
    const told = document.querySelector<HTMLElement>("[data-unfinished]");
    if (told) told.textContent = say("charts.rest-is-missing", String(error));
  });
}

/** Has the whole put in place of a page that is not. */
export function fetchRest(): void {
  if (document.querySelector("main [data-unfinished]")) begin(1);
}

fetchRest();
