// How much faster does Souk index the same transfers than ponder?
// Usage: node run.mjs [--blocks 1000] [--logs 250] [--rounds 3]     Needs: npm ci here, a build of Souk (./souk --version).
// Both read the same bytes from one replay server, run the same handler, and must end with the same rows.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const home = join(here, "../..");
const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const blocks = option("blocks", 1000);
const logsPerBlock = option("logs", 250);
const rounds = option("rounds", 3);
const READY_MS_MAX = 30 * 60 * 1000;

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const seconds = (start) => Number(process.hrtime.bigint() - start) / 1e9;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const environment = { ...process.env, no_proxy: "127.0.0.1", NO_PROXY: "127.0.0.1" };

/** Processor seconds of a live process, from Linux's clock of 100 ticks a second. */
function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function start(command, args, folder, extra = {}) {
  const child = spawn(command, args, { cwd: folder, env: { ...environment, ...extra }, stdio: ["ignore", "pipe", "pipe"] });
  child.text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => { child.text = (child.text + data).slice(-4000); });
  child.ended = new Promise((resolve) => child.on("exit", resolve));
  process.on("exit", () => child.kill("SIGKILL"));
  return child;
}

async function startReplay() {
  const replay = start("node", ["--max-old-space-size=4096", "replay.mjs", String(blocks), String(logsPerBlock)], here);
  while (!/^http\S+\n/.test(replay.text)) await pause(50);
  return { replay, url: replay.text.trim() };
}

async function runPonder(url, round) {
  rmSync(join(here, ".ponder"), { recursive: true, force: true });
  const port = 20000 + (process.pid % 20000);
  const began = process.hrtime.bigint();
  const ponder = start("node", ["node_modules/ponder/dist/esm/bin/ponder.js", "start", "--schema", `round${round}`, "--port", String(port)], here,
    { REPLAY_URL: url, PONDER_TELEMETRY_DISABLED: "1" });
  for (;;) {
    if (ponder.exitCode !== null || seconds(began) * 1000 > READY_MS_MAX) throw new Error(`ponder did not get ready:\n${ponder.text}`);
    const ready = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => null);
    if (ready?.ok) break;
    await pause(25);
  }
  const wall = seconds(began);
  const cpu = cpuOf(ponder.pid);
  const rows = await (await fetch(`http://127.0.0.1:${port}/rows`)).text();
  ponder.kill("SIGKILL");
  await ponder.ended;
  return { wall, cpu, rows };
}

async function runSouk(url) {
  const folder = mkdtempSync(join(tmpdir(), "souk-bench-"));
  const file = join(folder, "replay.duckdb");
  const began = process.hrtime.bigint();
  const souk = start("bash", ["-c", 'time -p "$@"', "-", "dotnet", join(home, "src/Cli/bin/Release/net10.0/souk.dll"), "index", join(here, "replay.yaml"),
    "--db", file, "--rpc", `31337=${url}`, "--proof", "none", "--progress", "none"], home, { SOUK_HOME: home });
  const code = await souk.ended;
  const wall = seconds(began);
  if (code !== 0) throw new Error(`souk ended with ${code}:\n${souk.text}`);
  const cpu = [...souk.text.matchAll(/^(?:user|sys) (\S+)$/gm)].reduce((sum, match) => sum + Number(match[1]), 0);
  const rows = await readRows(file, folder);
  rmSync(folder, { recursive: true });
  return { wall, cpu, rows };
}

async function readRows(file, folder) {
  const duckdb = createRequire(join(home, "package.json"))("@duckdb/node-bindings-linux-x64/duckdb.node");
  const database = await duckdb.open(file, duckdb.create_config());
  const connection = await duckdb.connect(database);
  const rows = join(folder, "rows.txt");
  await duckdb.query(connection, `
    copy (
      select t.block_number, t.log_index, epoch(t.time)::bigint, '0x' || lower(hex(k.address)), '0x' || lower(hex(s.address)), '0x' || lower(hex(r.address)), t.amount
      from market.transfer t
      join chain.address k on k.address_id = t.token_id
      join chain.address s on s.address_id = t.sender_id
      join chain.address r on r.address_id = t.recipient_id
      order by all
    ) to '${rows}' (format csv, delimiter ' ', header false, quote '')`);
  duckdb.disconnect_sync(connection);
  duckdb.close_sync(database);
  return readFileSync(rows, "utf8").trimEnd();
}

const { replay, url } = await startReplay();
const logCount = blocks * logsPerBlock;
console.log(`${logCount.toLocaleString("en")} transfers in ${blocks.toLocaleString("en")} blocks, node ${process.version}, ponder 0.16.10 with PGlite`);
console.log("round  ponder wall s (CPU s)  souk wall s (CPU s)  wall ratio  CPU ratio");
for (let round = 1; round <= rounds; round++) {
  const peer = await runPonder(url, round);
  const ours = await runSouk(url);
  if (peer.rows.split("\n").length !== logCount || sha256(peer.rows) !== sha256(ours.rows)) throw new Error("The rows differ: no time counts.");
  console.log(`${round}      ${peer.wall.toFixed(1)} (${peer.cpu.toFixed(1)})  ${ours.wall.toFixed(2)} (${ours.cpu.toFixed(2)})  ${(peer.wall / ours.wall).toFixed(1)}  ${(peer.cpu / ours.cpu).toFixed(1)}  rows ${sha256(ours.rows).slice(0, 12)}`);
}
replay.kill();
process.exit(0);
