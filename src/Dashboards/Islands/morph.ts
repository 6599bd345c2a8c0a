/**
 * Puts what changed between two versions of a page in place. What stays the same stays the same element, so that focus, scroll
 * position, open details and drawn charts are kept.
 */

/** What makes two elements the same one in two versions of a page, beside their name and place. */
const keys = ["id", "data-chart", "data-panel", "data-party", "data-market", "data-metric", "data-theme"];

function isSame(one: Node, other: Node): boolean {
  if (one.nodeName !== other.nodeName) return false;
  if (!(one instanceof Element) || !(other instanceof Element)) return true;
  return keys.every((key) => (one.getAttribute(key) ?? "") === (other.getAttribute(key) ?? ""));
}

/** What scripts say of themselves in attributes. */
const ownAttributes = ["data-drawn", "data-runs", "data-models", "data-done"];

/** Drawn or told by a script, or typed into by the reader: not the server's to change. */
function isOwn(element: Element): boolean {
  const drawn = "[data-plot], [data-earnings], .told, [data-told], [data-sentence], [data-progress], details[data-drawn], [data-swings], [data-earners]";
  return element.matches(`${drawn}, [data-share], [data-slide], input:not([type=hidden]), select, textarea, output`);
}

function syncAttributes(old: Element, fresh: Element): void {
  for (const { name } of [...old.attributes]) {
    const isKept = (name === "open" && old.nodeName === "DETAILS") || ownAttributes.includes(name);
    if (!fresh.hasAttribute(name) && !isKept) old.removeAttribute(name);
  }
  for (const { name, value } of [...fresh.attributes]) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

/** A version of a page without what is for browsers that run no scripts: read here, it would act, as a page to be opened instead does. */
export function readPage(text: string): Document {
  const page = new DOMParser().parseFromString(text, "text/html");
  page.querySelectorAll("noscript").forEach((element) => element.remove());
  return page;
}

export function morph(old: Element, fresh: Element): void {
  // Most of a page says what it said: the browser compares it quicker than a script walks through it.
  if (isOwn(old) || old.isEqualNode(fresh)) return;
  syncAttributes(old, fresh);
  const scripted = [...old.childNodes].filter((node) => node instanceof Element && node.matches(".told"));
  scripted.forEach((node) => node.remove());
  let at: ChildNode | null = old.firstChild;
  for (const node of [...fresh.childNodes]) {
    // An element further on is the same one where others before it went away; a text is none that anything is known by.
    let same: ChildNode | null = at;
    while (node instanceof Element && same && !isSame(same, node)) same = same.nextSibling;
    if (same && !isSame(same, node)) same = null;
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
