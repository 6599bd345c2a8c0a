import { say } from "./words.js";

/**
 * Reckons what a holding of the reader's own comes to. Nothing of it leaves the browser: there is no request in this file.
 * Amounts are exact integers of base units; shares are in parts per million.
 */
interface Pool {
  symbol: string;
  decimals: number;
  token_reserve: string;
  quote_reserve: string;
  fee_ppm: number;
}

interface Exit {
  system: string;
  symbol: string;
  decimals: number;
  as_of: string;
  circulating: string;
  unlocking: string;
  volume_per_day: string;
  pool?: Pool;
}

const dayMs = 86_400_000;
const year = 365n;
const fields = ["holding", "cost", "vesting", "until"] as const;

/** Base units of a decimal text, rounded toward zero; 0 where it is empty, undefined where it is no amount. Commas stand before three
 * digits each: one that could be a decimal point is not taken for nothing. */
function units(text: string, decimals: number): bigint | undefined {
  const typed = text.trim();
  if (typed === "") return 0n;
  if (typed.includes(",") && !/^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/.test(typed)) return undefined;
  const word = typed.replaceAll(",", "");
  const match = /^(\d{1,30})(?:\.(\d*))?$/.exec(word);
  return match ? BigInt((match[1] ?? "") + (match[2] ?? "").slice(0, decimals).padEnd(decimals, "0")) : undefined;
}

/** At most six digits after the point, toward zero. */
function words(amount: bigint, decimals: number): string {
  const size = amount < 0n ? -amount : amount;
  const digits = size.toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ",");
  const part = digits.slice(digits.length - decimals).slice(0, 6).replace(/0+$/, "");
  return (amount < 0n ? "−" : "") + whole + (part ? `.${part}` : "");
}

function percent(part: bigint, whole: bigint): string {
  return whole === 0n ? say("position.not-known") : `${(Number((part * 1_000_000n) / whole) / 10_000).toFixed(4)} %`;
}

/** Uniswap v2's getAmountOut at the pool's own fee, floored. */
function received(amount: bigint, pool: Pool): bigint {
  const left = (1_000_000n - BigInt(pool.fee_ppm)) * amount;
  return (left * BigInt(pool.quote_reserve)) / (1_000_000n * BigInt(pool.token_reserve) + left);
}

/** What of the own vesting is free after a year, if it goes evenly from the market's last block to its end. */
function freed(vesting: bigint, until: string, asOf: string): bigint {
  const days = BigInt(Math.max(0, Math.round((Date.parse(until) - Date.parse(asOf)) / dayMs)) || 0);
  return days <= year ? vesting : (vesting * year) / days;
}

function leaving(pool: Pool, holding: bigint, cost: bigint): [string, string][] {
  const out = received(holding, pool);
  const reserve = BigInt(pool.token_reserve);
  const spot = reserve === 0n ? 0n : (holding * BigInt(pool.quote_reserve)) / reserve;
  const lines: [string, string][] = [
    [say("position.sold-now"), `${words(out, pool.decimals)} ${pool.symbol}`],
    [say("position.exit-cost"), say("position.below-the-pool", words(spot - out, pool.decimals), pool.symbol, percent(spot - out, spot))],
  ];
  if (cost > 0n) lines.push([say("position.against-what-was-paid"), `${words(out - cost, pool.decimals)} ${pool.symbol}`]);
  return lines;
}

function reckon(exit: Exit, value: (name: (typeof fields)[number]) => string): [string, string][] | string {
  const holding = units(value("holding"), exit.decimals);
  const cost = units(value("cost"), exit.pool?.decimals ?? 6);
  const vesting = units(value("vesting"), exit.decimals);
  if (holding === undefined || cost === undefined || vesting === undefined) return say("position.amounts-are-numbers");
  if (vesting > 0n && Number.isNaN(Date.parse(value("until")))) return say("position.say-by-when");
  const circulating = BigInt(exit.circulating);
  const later = holding + freed(vesting, value("until"), exit.as_of);
  const unlocking = BigInt(exit.unlocking);
  const volume = BigInt(exit.volume_per_day);
  return [
    [say("position.share"), percent(holding, circulating)],
    [say("position.in-a-year"), say("position.share-with-free", percent(later, circulating + unlocking), words(later, exit.decimals), exit.symbol)],
    [
      say("position.unlocks-in-a-year"),
      holding === 0n
        ? say("position.you-hold-nothing", words(unlocking, exit.decimals), exit.symbol)
        : say("position.times-your-holding", words(unlocking, exit.decimals), exit.symbol, words((unlocking * 10n) / holding, 1)),
    ],
    [say("position.days-of-volume"), volume === 0n ? say("position.no-volume") : words((holding * 10n) / volume, 1)],
    ...(exit.pool ? leaving(exit.pool, holding, cost) : []),
  ];
}

function start(form: HTMLFormElement, exit: Exit): void {
  const key = `souk.position.${exit.system}`;
  const input = (name: string): HTMLInputElement => form.querySelector<HTMLInputElement>(`#${name}`)!;
  const result = document.querySelector<HTMLElement>("[data-result]")!;
  const fault = result.querySelector<HTMLElement>("[data-fault]")!;
  const list = result.querySelector<HTMLElement>("[data-lines]")!;
  const show = (): void => {
    const found = reckon(exit, (name) => input(name).value);
    fault.hidden = typeof found !== "string";
    fault.textContent = typeof found === "string" ? found : "";
    list.replaceChildren(
      ...(typeof found === "string" ? [] : found).map(([name, text]) => {
        const row = document.createElement("div");
        row.append(document.createElement("dt"), document.createElement("dd"));
        row.children[0]!.textContent = name;
        row.children[1]!.textContent = text;
        return row;
      }),
    );
    result.hidden = fields.every((name) => input(name).value === "");
  };
  const kept = JSON.parse(localStorage.getItem(key) ?? "{}") as Record<string, string>;
  for (const name of fields) input(name).value = kept[name] ?? "";
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    localStorage.setItem(key, JSON.stringify(Object.fromEntries(fields.map((name) => [name, input(name).value]))));
    show();
  });
  form.querySelector("[data-forget]")?.addEventListener("click", () => {
    localStorage.removeItem(key);
    for (const name of fields) input(name).value = "";
    show();
  });
  form.hidden = false;
  show();
}

const form = document.querySelector<HTMLFormElement>("form[data-position]");
const text = document.querySelector("[data-exit]")?.textContent;
if (form && text) start(form, JSON.parse(text) as Exit);
