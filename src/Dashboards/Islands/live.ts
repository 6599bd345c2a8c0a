import { morph, readPage } from "./morph.js";
import { language, say } from "./words.js";

/**
 * Follows the index: when a block is stored, the page is fetched again and what changed in it is put in place. What stays the same
 * stays the same element, so that focus, scroll position, open details and drawn charts are kept; nothing moves or blinks.
 * A hidden page asks for nothing.
 */
const told = document.querySelector<HTMLElement>("[data-live]");

/** Between two times that the page is fetched, however fast blocks come. */
const pauseMs = 1000;

let source: EventSource | undefined;
let shown = told?.dataset["state"] ?? "";
let wanted = "";
let isBusy = false;

function tell(text: string): void {
  if (told && told.textContent !== text) told.textContent = text;
}

async function refresh(): Promise<void> {
  if (isBusy || wanted === shown || document.hidden) return;
  isBusy = true;
  const state = wanted;
  const address = window.location.href;
  try {
    const reply = await fetch(address, { headers: { Accept: "text/html" } });
    if (!reply.ok) throw new Error(`status ${reply.status}`);
    const page = await reply.text();
    // The reader chose something else meanwhile, which is asked for after a pause.
    if (window.location.href !== address) return;
    const fresh = readPage(page);
    const main = document.querySelector("main");
    const next = fresh.querySelector("main");
    if (main && next) morph(main, next);
    // A page that takes long comes as it was, while a later one is made: ask again after a pause.
    if (!reply.headers.has("Souk-Earlier")) shown = state;
    document.dispatchEvent(new CustomEvent("souk:changed"));
    document.documentElement.dataset["refreshed"] = state;
  } catch (error) {
    tell(say("live.not-up-to-date", String(error)));
  } finally {
    isBusy = false;
    // Whatever came meanwhile, or failed, after a pause.
    if (wanted !== shown) window.setTimeout(() => void refresh(), pauseMs);
  }
}

function listen(address: string): void {
  source?.close();
  source = undefined;
  if (document.hidden) return;
  const stream = new EventSource(address);
  source = stream;
  stream.addEventListener("cursor", (event) => {
    const now = JSON.parse((event as MessageEvent<string>).data) as { state: string; chains: { block_number: number }[] };
    const blocks = now.chains.map((chain) => chain.block_number.toLocaleString(language));
    tell(say("live.block", blocks.join(", ")));
    wanted = now.state;
    void refresh();
  });
  stream.onerror = () => {
    // The browser asks again by itself, unless the server refused.
    tell(say(stream.readyState === EventSource.CLOSED ? "live.refused" : "live.away"));
  };
}

const address = told?.dataset["live"];
if (address) {
  listen(address);
  document.addEventListener("visibilitychange", () => listen(address));
}
