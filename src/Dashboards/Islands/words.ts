/** What scripts say: texts of the file of words, which the page brings in its language. */
const texts: Record<string, string> = {};
function read(): void {
  for (const block of document.querySelectorAll("script[data-words]")) Object.assign(texts, JSON.parse(block.textContent ?? "{}"));
}
read();
// A page that takes the place of another brings its own.
document.addEventListener("souk:changed", read);

/** The language of the page, which numbers are written in too. */
export const language = document.documentElement.lang || "en";

/** The text of a key with values in the places of {0}, {1}, …; the key itself where the page brings no such text. */
export function say(key: string, ...values: (string | number)[]): string {
  return (texts[key] ?? key).replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));
}
