// Encodes a chain with cosmjs-types and bech32, which share nothing with our decoder. No node runs here.
// node cosmjs.js MODULES < CHAIN > JSON: what the RPC of a CometBFT node would answer of each block.
// CHAIN: {chain, version, prefix, first, blocks: [{time, before, txs: [{code, data, wanted, used, messages, events}], after}]}.
// An event is [TYPE, [KEY, VALUE], …], or "moved FROM TO AMOUNT", "silent FROM TO AMOUNT", "paid BY FEE".
// Texts may name accounts: @NAME (20 bytes), @NAME! (32 bytes, a contract), @NAME+ (a validator), @NAME:PREFIX (of another chain).
const [modules] = process.argv.slice(2);
const { createRequire } = require("node:module");
const { createHash } = require("node:crypto");
const { join } = require("node:path");
const load = createRequire(join(modules, "any.js"));
const bech32 = load("bech32");
const { Consensus } = load("cosmjs-types/tendermint/version/types");
const { BlockID } = load("cosmjs-types/tendermint/types/types");
const { ResponseDeliverTx } = load("cosmjs-types/tendermint/abci/types");
const { Timestamp } = load("cosmjs-types/google/protobuf/timestamp");
const { Any } = load("cosmjs-types/google/protobuf/any");
const { Coin } = load("cosmjs-types/cosmos/base/v1beta1/coin");
const { TxBody, TxRaw } = load("cosmjs-types/cosmos/tx/v1beta1/tx");
const { MsgSend } = load("cosmjs-types/cosmos/bank/v1beta1/tx");
const { MsgExec } = load("cosmjs-types/cosmos/authz/v1beta1/tx");
const { MsgExecuteContract } = load("cosmjs-types/cosmwasm/wasm/v1/tx");

const input = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const hex = (bytes) => Buffer.from(bytes).toString("hex").toUpperCase();
const base64 = (bytes) => Buffer.from(bytes).toString("base64");
const utf8 = (text) => Buffer.from(text, "utf8");

const accounts = {};
const named = (text) =>
  text.replace(/@([a-z_]+)(?::([a-z]+))?([!+]?)/g, (whole, name, other, kind) => {
    const bytes = sha(utf8(name));
    const prefix = (other ?? input.prefix) + (kind === "+" ? "valoper" : "");
    const account = bech32.encode(prefix, bech32.toWords(kind === "!" ? bytes : bytes.subarray(0, 20)), 200);
    accounts[whole] = account;
    return account;
  });

// RFC 6962, from the leaves up: pairs, and what is left over goes up as it is.
const root = (leaves) => {
  let row = leaves.map((leaf) => sha(Buffer.from([0]), leaf));
  if (row.length === 0) return sha();
  while (row.length > 1) {
    const next = [];
    for (let at = 0; at < row.length; at += 2)
      next.push(at + 1 < row.length ? sha(Buffer.from([1]), row[at], row[at + 1]) : row[at]);
    row = next;
  }
  return row[0];
};

// What the SDK writes together: coins that move with a transfer, those that move without, and a fee before all else.
const silent = (from, to, amount) => [
  ["coin_spent", ["spender", from], ["amount", amount]],
  ["coin_received", ["receiver", to], ["amount", amount]],
];
const moved = (from, to, amount) => [
  ...silent(from, to, amount),
  ["transfer", ["recipient", to], ["sender", from], ["amount", amount]],
];
const paid = (by, fee) => [
  ...moved(by, "@fees", fee),
  ["message", ["sender", by]],
  ["tx", ["fee", fee]],
  ["tx", ["acc_seq", `${by}/1`]],
  ["tx", ["signature", "c2ln"]],
];
const several = { silent, moved, paid };
const expanded = (item) => {
  if (typeof item !== "string") return [item];
  const [name, ...words] = item.split(" ");
  return several[name](...words);
};

const plain = (events = []) =>
  events.flatMap(expanded).map(([type, ...pairs]) => ({
    type,
    attributes: pairs.map(([key, value]) => ({ key, value: named(value), index: true })),
  }));
const dialect = (events) =>
  input.version.startsWith("0.34")
    ? events.map(({ type, attributes }) => ({
        type,
        attributes: attributes.map(({ key, value }) => ({ key: base64(utf8(key)), value: base64(utf8(value)), index: true })),
      }))
    : events;

const coins = (text) =>
  text ? text.split(",").map((coin) => Coin.fromPartial({ amount: /^\d+/.exec(coin)[0], denom: coin.replace(/^\d+/, "") })) : [];
const message = (given) => {
  if (given.grantee)
    return Any.fromPartial({
      typeUrl: "/cosmos.authz.v1beta1.MsgExec",
      value: MsgExec.encode(MsgExec.fromPartial({ grantee: named(given.grantee), msgs: given.msgs.map(message) })).finish(),
    });
  if (given.contract)
    return Any.fromPartial({
      typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
      value: MsgExecuteContract.encode(
        MsgExecuteContract.fromPartial({
          sender: named(given.sender),
          contract: named(given.contract),
          msg: utf8(named(JSON.stringify(given.msg))),
          funds: coins(given.funds),
        }),
      ).finish(),
    });
  return Any.fromPartial({
    typeUrl: "/cosmos.bank.v1beta1.MsgSend",
    value: MsgSend.encode(
      MsgSend.fromPartial({ fromAddress: named(given.from), toAddress: named(given.to), amount: coins(given.amount) }),
    ).finish(),
  });
};
const transaction = (given) =>
  TxRaw.encode(
    TxRaw.fromPartial({
      bodyBytes: TxBody.encode(TxBody.fromPartial({ messages: (given.messages ?? []).map(message), memo: given.memo ?? "" })).finish(),
      authInfoBytes: utf8("auth"),
      signatures: [utf8("signature")],
    }),
  ).finish();

const results = (given) =>
  (given.txs ?? []).map((tx) => ({
    code: tx.code ?? 0,
    data: tx.data ?? null,
    log: "",
    info: "",
    gas_wanted: String(tx.wanted ?? 200000),
    gas_used: String(tx.used ?? 81234),
    events: dialect(plain(tx.events)),
    codespace: tx.code ? "sdk" : "",
  }));
const resultLeaf = (result) =>
  ResponseDeliverTx.encode(
    ResponseDeliverTx.fromPartial({
      code: result.code,
      data: Buffer.from(result.data ?? "", "base64"),
      gasWanted: BigInt(result.gas_wanted),
      gasUsed: BigInt(result.gas_used),
    }),
  ).finish();

const validators = sha(utf8("validators"));
let last = { hash: Buffer.alloc(0), parts: { total: 0, hash: Buffer.alloc(0) } };
let resultsRoot = root([]);
const out = [];
input.blocks.forEach((given, index) => {
  const height = input.first + index;
  const txs = (given.txs ?? []).map(transaction);
  const dataHash = root(txs.map((tx) => sha(tx)));
  const time = given.time ?? `2026-01-01T00:00:${String(index * 5 + 5).padStart(2, "0")}.123456789Z`;
  const hashes = [sha(utf8(`commit ${height}`)), dataHash, validators, validators, sha(utf8("params")), sha(utf8(`app ${height}`)), resultsRoot, sha(), sha(utf8("proposer")).subarray(0, 20)];
  const [, whole, fraction] = /^(.*?)(?:\.(\d+))?Z$/.exec(time);
  const leaves = [
    Consensus.encode(Consensus.fromPartial({ block: 11n, app: 1n })).finish(),
    Coin.encode(Coin.fromPartial({ denom: input.chain })).finish(),
    Timestamp.encode(Timestamp.fromPartial({ seconds: BigInt(height) })).finish(),
    Timestamp.encode(Timestamp.fromPartial({ seconds: BigInt(Date.parse(`${whole}Z`) / 1000), nanos: Number((fraction ?? "").padEnd(9, "0")) })).finish(),
    BlockID.encode(BlockID.fromPartial({ hash: last.hash, partSetHeader: last.parts })).finish(),
    ...hashes.map((hash) => BlockID.encode({ hash }).finish()),
  ];
  const hash = root(leaves);
  const idOf = (id) => ({ hash: hex(id.hash), parts: { total: id.parts.total, hash: hex(id.parts.hash) } });
  const names = ["last_commit_hash", "data_hash", "validators_hash", "next_validators_hash", "consensus_hash", "app_hash", "last_results_hash", "evidence_hash", "proposer_address"];
  const header = {
    version: { block: "11", app: "1" },
    chain_id: input.chain,
    height: String(height),
    time,
    last_block_id: idOf(last),
    ...Object.fromEntries(names.map((name, at) => [name, hex(hashes[at])])),
  };
  last = { hash, parts: { total: 1, hash: sha(utf8(`parts ${height}`)) } };
  const txResults = results(given);
  resultsRoot = root(txResults.map(resultLeaf));
  const before = dialect(plain(given.before));
  const after = dialect(plain(given.after));
  const isNew = !/^0\.3[47]/.test(input.version);
  const mode = (events, value) => events.map((item) => ({ ...item, attributes: [...item.attributes, { key: "mode", value, index: false }] }));
  out.push({
    meta: { block_id: idOf(last), block_size: "600", header, num_txs: String(txs.length) },
    block: { block_id: idOf(last), block: { header, data: { txs: txs.map(base64) }, evidence: { evidence: [] }, last_commit: null } },
    results: {
      height: String(height),
      txs_results: txResults.length ? txResults : null,
      ...(isNew
        ? { finalize_block_events: [...mode(after, "EndBlock"), ...mode(before, "BeginBlock")], app_hash: base64(hashes[5]) }
        : { begin_block_events: before.length ? before : null, end_block_events: after.length ? after : null }),
      validator_updates: null,
      consensus_param_updates: null,
    },
  });
});
console.log(JSON.stringify({ chain: input.chain, version: input.version, first: input.first, accounts, blocks: out }));
