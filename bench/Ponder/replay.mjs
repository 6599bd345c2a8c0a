// A chain of ERC-20 transfers served from memory, so that both indexers read the same bytes and no node binds them.
// Usage: node replay.mjs BLOCKS LOGS_PER_BLOCK   prints its address, then serves until it is killed.
import { createServer } from "node:http";
import { createHash } from "node:crypto";

const [blockCount, logsPerBlock] = process.argv.slice(2).map(Number);
const TOKENS = ["0xe7f1725e7734ce288f8367e1bb143e90bb3f0512", "0x9fe46736679d2d9a65f0992f2272de9f3c7fa6e0"];
const TRANSFER = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
// Ponder calls itself ready at the block it takes for final, 30 below the head: empty blocks on top leave nothing to wait for.
const EMPTY_BLOCKS = 64;
const FULL_BLOOM = "0x" + "f".repeat(512);
const ZERO_HASH = "0x" + "0".repeat(64);

const hex = (value) => "0x" + value.toString(16);
const hash = (text) => "0x" + createHash("sha256").update(text).digest("hex");
const word = (value) => value.toString(16).padStart(64, "0");
const addressOf = (index) => "0x" + createHash("sha256").update(`party ${index}`).digest("hex").slice(0, 40);
const parties = Array.from({ length: 5000 }, (_, index) => addressOf(index));
const topicOf = (address) => "0x" + "0".repeat(24) + address.slice(2);

/** Everything is a function of its place, so every run serves the same bytes. */
function amountOf(block, index) {
  return (BigInt(block) * 1_000_003n + BigInt(index) * 7_919n) * 10n ** 12n + 1n;
}

const head = blockCount + EMPTY_BLOCKS;
const hasLogs = (block) => block > 0 && block <= blockCount;
const hashes = Array.from({ length: head + 1 }, (_, number) => hash(`block ${number}`));
const transactionOf = (block, index) => hash(`transaction ${block} ${index >> 1}`);

function logsOf(block) {
  const logs = [];
  for (let index = 0; hasLogs(block) && index < logsPerBlock; index++) {
    logs.push(JSON.stringify({
      address: TOKENS[index & 1],
      topics: [TRANSFER, topicOf(parties[(block * 31 + index) % 5000]), topicOf(parties[(block * 17 + index * 3) % 5000])],
      data: "0x" + word(amountOf(block, index)),
      blockNumber: hex(block), blockHash: hashes[block], blockTimestamp: hex(1_700_000_000 + block * 12),
      transactionHash: transactionOf(block, index), transactionIndex: hex(index >> 1), logIndex: hex(index), removed: false,
    }));
  }
  return Buffer.from(logs.join(","));
}

function blockOf(number, isFull) {
  if (number < 0 || number > head) return null;
  const transactions = [];
  for (let index = 0; hasLogs(number) && index < logsPerBlock; index += 2) {
    const transactionHash = transactionOf(number, index);
    transactions.push(!isFull ? transactionHash : {
      hash: transactionHash, blockHash: hashes[number], blockNumber: hex(number), transactionIndex: hex(index >> 1),
      from: parties[index % 5000], to: TOKENS[0], value: "0x0", gas: "0x5208", gasPrice: "0x1", input: "0x", nonce: "0x0",
      type: "0x0", v: "0x1b", r: "0x1", s: "0x1", chainId: "0x7a69",
    });
  }
  return {
    number: hex(number), hash: hashes[number], parentHash: number === 0 ? ZERO_HASH : hashes[number - 1],
    timestamp: hex(1_700_000_000 + number * 12), logsBloom: FULL_BLOOM, miner: parties[0], gasUsed: "0x0", gasLimit: "0x5f5e100",
    baseFeePerGas: "0x0", nonce: "0x0000000000000000", mixHash: ZERO_HASH, stateRoot: ZERO_HASH, receiptsRoot: ZERO_HASH,
    transactionsRoot: ZERO_HASH, sha3Uncles: ZERO_HASH, size: "0x1", difficulty: "0x0", totalDifficulty: "0x0", extraData: "0x",
    transactions, uncles: [],
  };
}

const logs = Array.from({ length: head + 1 }, (_, number) => logsOf(number));
const comma = Buffer.from(",");
const heightOf = (tag) => (/^0x/.test(tag) ? Number(tag) : tag === "earliest" ? 0 : head);

function logsBetween({ fromBlock, toBlock, blockHash }) {
  const from = blockHash ? hashes.indexOf(blockHash) : heightOf(fromBlock);
  const to = blockHash ? from : heightOf(toBlock);
  const parts = [];
  for (const part of logs.slice(from, to + 1).filter((part) => part.length > 0)) parts.push(parts.length ? comma : Buffer.alloc(0), part);
  return parts;
}

function answer({ id, method, params }) {
  const opening = Buffer.from(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":`);
  const plain = (value) => [opening, Buffer.from(JSON.stringify(value) + "}")];
  switch (method) {
    case "eth_chainId": return plain("0x7a69");
    case "eth_blockNumber": return plain(hex(head));
    case "eth_getBlockByNumber": return plain(blockOf(heightOf(params[0]), params[1]));
    case "eth_getBlockByHash": return plain(blockOf(hashes.indexOf(params[0]), params[1]));
    case "eth_getLogs": return [opening, Buffer.from("["), ...logsBetween(params[0]), Buffer.from("]}")];
    case "eth_getCode": return plain("0x60");
    default: return [Buffer.from(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"error":{"code":-32601,"message":"no ${method} here"}}`)];
  }
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk)).on("end", () => {
    const body = JSON.parse(Buffer.concat(chunks));
    const parts = Array.isArray(body)
      ? [Buffer.from("["), ...body.flatMap((call, index) => (index ? [comma] : []).concat(answer(call))), Buffer.from("]")]
      : answer(body);
    response.writeHead(200, { "content-type": "application/json", "content-length": parts.reduce((sum, part) => sum + part.length, 0) });
    for (const part of parts) response.write(part);
    response.end();
  });
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
