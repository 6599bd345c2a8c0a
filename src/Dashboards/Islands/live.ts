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

function say(text: string): void {
  if (told && told.textContent !== text) told.textContent = text;
}

/** What makes two elements the same one in two versions of a page, beside their place. */
function keyOf(node: Node): string {
  if (!(node instanceof Element)) return node.nodeName;
  const data = (node as HTMLElement).dataset;
  return [node.nodeName, node.id, data["chart"], data["panel"], data["party"], data["market"], data["metric"], data["theme"]].join(" ");
}

/** Drawn by a script, or typed into by the reader: not the server's to change. */
function isOwn(element: Element): boolean {
  return element.matches("[data-plot], .told, input, select, textarea, output");
}

function syncAttributes(old: Element, fresh: Element): void {
  for (const { name } of [...old.attributes]) {
    const isKept = (name === "open" && old.nodeName === "DETAILS") || name === "data-drawn";
    if (!fresh.hasAttribute(name) && !isKept) old.removeAttribute(name);
  }
  for (const { name, value } of [...fresh.attributes]) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

function morph(old: Element, fresh: Element): void {
  if (isOwn(old)) return;
  syncAttributes(old, fresh);
  const scripted = [...old.childNodes].filter((node) => node instanceof Element && node.matches(".told"));
  scripted.forEach((node) => node.remove());
  let at: ChildNode | null = old.firstChild;
  for (const node of [...fresh.childNodes]) {
    // An element further on is the same one where others before it went away.
    let same: ChildNode | null = at;
    while (same && keyOf(same) !== keyOf(node)) same = same.nextSibling;
    if (!same) {
      old.insertBefore(document.adoptNode(node), at);
      continue;
    }
    while (at && at !== same) {
      const gone: ChildNode = at;
      at = at.nextSibling;
      gone.remove();
    }
    at = same.nextSibling;
    if (same instanceof Element) morph(same, node as Element);
    else if (same.nodeValue !== node.nodeValue) same.nodeValue = node.nodeValue;
  }
  while (at) {
    const gone: ChildNode = at;
    at = at.nextSibling;
    gone.remove();
  }
  for (const node of scripted) (old.querySelector(":scope > [data-plot]") ?? old.lastChild)?.after(node);
}

async function refresh(): Promise<void> {
  if (isBusy || wanted === shown || document.hidden) return;
  isBusy = true;
  const state = wanted;
  try {
    const reply = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    if (!reply.ok) throw new Error(`status ${reply.status}`);
    const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
    const main = document.querySelector("main");
    const next = fresh.querySelector("main");
    if (main && next) morph(main, next);
    // A page that takes long comes as it was, while a later one is made: ask again after a pause.
    if (!reply.headers.has("Souk-Earlier")) shown = state;
    document.dispatchEvent(new CustomEvent("souk:changed"));
    document.documentElement.dataset["refreshed"] = state;
  } catch (error) {
    say(`The page could not be brought up to date (${String(error)}); what it shows is older.`);
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
    const blocks = now.chains.map((chain) => chain.block_number.toLocaleString("en"));
    say(`Live: block ${blocks.join(", ")}`);
    wanted = now.state;
    void refresh();
  });
  stream.onerror = () => {
    // The browser asks again by itself, unless the server refused.
    say(stream.readyState === EventSource.CLOSED ? "Not live: the server refused. Load the page again." : "Not live: the server is away. Asking again…");
  };
}

const address = told?.dataset["live"];
if (address) {
  listen(address);
  document.addEventListener("visibilitychange", () => listen(address));
}
