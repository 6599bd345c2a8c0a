import { morph, readPage } from "./morph.js";
import { fetchRest } from "./whole.js";
import { language } from "./words.js";

/**
 * Filters answer at once: markets are found and sorted in the page, and the links of a choice (a period, a token, a market) put what
 * differs in place of what was there, from a page that was fetched while nothing else was to do. Without this script each of them is
 * a page of its own at the same address.
 */

/** A site that lies in a folder has no server to ask. */
const isServed = window.location.protocol !== "file:";

/** Pages that are fetched ahead for one page. */
const aheadMax = 6;

/** What a server answers at once where a page is being made: which one, and what is there already. */
const inMaking = 202;

const pages = new Map<string, Promise<string>>();

async function ask(address: string, headers: Record<string, string> = {}): Promise<string> {
  const reply = await fetch(address, { headers: { Accept: "text/html", ...headers } });
  if (reply.status !== 200 && reply.status !== inMaking) throw new Error(`status ${reply.status}`);
  return reply.text();
}

function pageOf(address: string): Promise<string> {
  let page = pages.get(address);
  if (!page) {
    page = ask(address);
    // One that failed is asked for again.
    page.then(
      () => there.add(address),
      () => pages.delete(address),
    );
    pages.set(address, page);
  }
  return page;
}

/** Of pages that were fetched ahead those that are there. */
const there = new Set<string>();

/** The page if it is there within a moment, else what the server says while it makes it. */
function firstAnswer(address: string): Promise<string> {
  return ask(address, { "Souk-First-Answer": "1" });
}

/** What was fetched ahead, or the first answer. */
function pageAtOnce(address: string): Promise<string> {
  const ahead = pages.get(address);
  if (ahead && there.has(address)) return ahead;
  const asked = firstAnswer(address);
  // One that is under way may be there sooner than the server says that it makes it.
  return ahead ? Promise.race([ahead, asked]) : asked;
}

// What was fetched is of an earlier block by now.
document.addEventListener("souk:changed", (event) => {
  if (!(event instanceof CustomEvent) || event.detail !== "filter") {
    pages.clear();
    there.clear();
  }
});

function show(page: string): void {
  const fresh = readPage(page);
  const main = document.querySelector("main");
  const next = fresh.querySelector("main");
  if (!main || !next) throw new Error("no page");
  morph(main, next);
  document.title = fresh.title;
  document.dispatchEvent(new CustomEvent("souk:changed", { detail: "filter" }));
}

function choiceOf(event: MouseEvent): HTMLAnchorElement | undefined {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("nav.periods a[href]") : null;
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  return link && isPlain && isServed && link.origin === window.location.origin ? link : undefined;
}

/** What is being made is told in place at once, and put there when it is made. */
function go(address: string): void {
  pageAtOnce(address)
    .then(show)
    .then(
      () => {
        window.history.pushState(null, "", address);
        fetchRest();
      },
      () => window.location.assign(address),
    );
}

document.addEventListener("click", (event) => {
  const link = choiceOf(event);
  if (!link) return;
  event.preventDefault();
  go(link.href);
});

/** What a form asks for is a page at an address, too. */
function addressOf(form: HTMLFormElement): string {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") address.searchParams.append(name, value);
  }
  return address.toString();
}

document.addEventListener("submit", (event) => {
  const asked = event.target;
  if (!isServed || !(asked instanceof HTMLFormElement) || !asked.matches("form[data-swap]")) return;
  event.preventDefault();
  go(addressOf(asked));
});

// Who reaches for the button is about to ask: the server begins to make the page.
for (const reach of ["pointerover", "focusin"]) {
  document.addEventListener(reach, (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("form[data-swap] button[type=submit]") : null;
    if (isServed && button?.form?.checkValidity()) firstAnswer(addressOf(button.form)).catch(() => undefined);
  });
}

window.addEventListener("popstate", () => {
  const address = window.location.href;
  pageOf(address)
    .then(show)
    .catch(() => window.location.assign(address));
});

/** Runs of a scenario are not played for who may never ask for them. */
function fetchAhead(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("nav.periods a[href]:not([aria-current])")];
  const addresses = [...new Set(links.map((link) => link.href))].filter((one) => !new URL(one).pathname.startsWith("/scenario"));
  void addresses.slice(0, aheadMax).reduce((before, address) => before.then(() => pageOf(address)).then(() => undefined), Promise.resolve()).catch(() => undefined);
}

if (isServed) window.addEventListener("load", () => window.setTimeout(fetchAhead, 300));

const form = document.querySelector<HTMLFormElement>("form[data-filter]");

function findMarkets(): void {
  const box = form?.querySelector<HTMLInputElement>("input[name=q]");
  const order = form?.querySelector<HTMLSelectElement>("select[name=sort]");
  const told = form?.querySelector<HTMLElement>("[data-found]");
  const list = document.querySelector<HTMLElement>(".markets");
  if (!form || !box || !order || !list) return;
  const cards = [...list.querySelectorAll<HTMLElement>("[data-market]")];
  const sought = box.value.trim().toLowerCase();
  const rank = (card: HTMLElement): number => Number(card.dataset["ranks"]?.split(" ")[order.selectedIndex] ?? 0);
  const sorted = [...cards].sort((one, other) => rank(one) - rank(other));
  if (sorted.some((card, index) => card !== cards[index])) list.append(...sorted);
  for (const card of cards) card.hidden = !card.dataset["find"]?.toLowerCase().includes(sought);
  if (told?.dataset["found"]) {
    const found = cards.filter((card) => !card.hidden).length;
    told.textContent = told.dataset["found"].replace("{0}", found.toLocaleString(language)).replace("{1}", cards.length.toLocaleString(language));
  }
}

/** The address repeats what is shown. */
function remember(): void {
  const box = form?.querySelector<HTMLInputElement>("input[name=q]");
  const order = form?.querySelector<HTMLSelectElement>("select[name=sort]");
  if (!box || !order) return;
  const sought = box.value.trim();
  const address = new URL(window.location.href);
  address.search = new URLSearchParams({ ...(sought ? { q: sought } : {}), ...(order.selectedIndex > 0 ? { sort: order.value } : {}) }).toString();
  window.history.replaceState(null, "", address);
}

/** A page that was asked for with a search has the others not yet. */
async function fetchAllMarkets(): Promise<void> {
  const list = document.querySelector<HTMLElement>(".markets");
  if (!form || !list || list.querySelectorAll("[data-market]").length >= Number(form.dataset["all"])) return;
  const all = readPage(await pageOf("/")).querySelectorAll<HTMLElement>(".markets [data-market]");
  for (const card of all) {
    if (!list.querySelector(`[data-market="${CSS.escape(card.dataset["market"] ?? "")}"]`)) list.append(document.adoptNode(card));
  }
}

if (form) {
  form.addEventListener("input", () => {
    findMarkets();
    remember();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    findMarkets();
  });
  // A block that changed the page brings its cards as the address asks for them.
  const follow = (): void => void fetchAllMarkets().then(findMarkets).catch(() => undefined);
  document.addEventListener("souk:changed", follow);
  follow();
}
