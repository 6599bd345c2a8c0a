// Encodes events of a real runtime with polkadot-js, an encoder that shares nothing with ours.
// node polkadot.js MODULES RUNTIME SEED COUNT > JSON: metadata and blocks of random events with their values.
// node polkadot.js MODULES RUNTIME given BLOCKS > the same for given blocks: lists of [pallet, name, values, extrinsic].
const [modules, runtime, seed, count] = process.argv.slice(2);
const { createRequire } = require("node:module");
const { join } = require("node:path");
const load = createRequire(join(modules, "any.js"));
console.warn = () => {};
console.error = () => {};
const { TypeRegistry, Metadata, createTypeUnsafe, expandMetadata } = load("@polkadot/types");
const material = Object.values(load(`@bitgo/sdk-coin-tao/dist/src/resources/${runtime}`))[0];
const registry = new TypeRegistry();
const metadata = new Metadata(registry, material.metadata);
registry.setMetadata(metadata);

let state = Number(seed) >>> 0;
const random = () => {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return (t ^ (t >>> 14)) >>> 0;
};
const below = (n) => random() % n;
const raw = (n) => Uint8Array.from({ length: n }, () => below(256));
// As text: polkadot-js takes an array of bytes for what is encoded already.
const bytes = (n) => "0x" + Buffer.from(raw(n)).toString("hex");
const accounts = Array.from({ length: 12 }, () => bytes(32));

// A random value of a type, by the metadata's own definition: null where we do not make one.
const valueOf = (id, depth = 0) => {
  const type = registry.lookup.getSiType(id);
  const path = type.path.map(String).join("::");
  if (path.endsWith("AccountId32")) return accounts[below(accounts.length)];
  if (path.endsWith("H160")) return bytes(20);
  if (path.endsWith("H256")) return bytes(32);
  if (depth > 6) return null;
  const def = type.def;
  if (def.isPrimitive) {
    const name = def.asPrimitive.type;
    if (name === "Bool") return below(2) === 1;
    if (name === "Str") return "text " + below(1000);
    const bits = Number(name.slice(1));
    let number = 0n;
    const used = below(4) === 0 ? bits : below(bits + 1);
    for (let done = 0; done < used; done += 32) number = (number << 32n) | BigInt(random());
    number &= (1n << BigInt(used)) - 1n;
    return (name[0] === "I" ? BigInt.asIntN(bits, number) : number).toString();
  }
  if (def.isCompact) return valueOf(def.asCompact.type, depth + 1);
  if (def.isSequence) return several(def.asSequence.type, below(4), depth);
  if (def.isArray) return several(def.asArray.type, def.asArray.len.toNumber(), depth);
  if (def.isTuple) return all(def.asTuple.map((field) => field), depth);
  if (def.isComposite) {
    const fields = def.asComposite.fields;
    if (fields.length === 1) return valueOf(fields[0].type, depth + 1);
    return all(fields.map((field) => field.type), depth);
  }
  if (def.isVariant && path === "Option") return below(2) ? valueOf(def.asVariant.variants.at(-1).fields[0].type, depth + 1) : null;
  if (def.isVariant && def.asVariant.variants.every((v) => v.fields.length === 0))
    return def.asVariant.variants[below(def.asVariant.variants.length)].name.toString();
  return undefined;
};
const all = (ids, depth) => {
  const values = ids.map((id) => valueOf(id, depth + 1));
  return values.includes(undefined) ? undefined : values;
};
const several = (id, n, depth) => {
  const values = Array.from({ length: n }, () => valueOf(id, depth + 1));
  return values.includes(undefined) ? undefined : values;
};

// What polkadot-js reads back, in one spelling: numbers in decimal, bytes and accounts in 0x, lists as lists.
const shown = (codec, id) => {
  const type = registry.lookup.getSiType(id);
  const path = type.path.map(String).join("::");
  const def = type.def;
  if (/AccountId32$|H160$|H256$/.test(path)) return codec.toHex();
  if (def.isPrimitive) {
    if (def.asPrimitive.type === "Bool") return codec.isTrue;
    return def.asPrimitive.type === "Str" ? codec.toString() : codec.toString(10);
  }
  if (def.isCompact) return shown(codec.unwrap ? codec.unwrap() : codec, def.asCompact.type);
  if (def.isSequence || def.isArray) {
    const element = def.isSequence ? def.asSequence.type : def.asArray.type;
    const inner = registry.lookup.getSiType(element).def;
    if (inner.isPrimitive && inner.asPrimitive.type === "U8") return codec.toHex();
    return [...codec].map((item) => shown(item, element));
  }
  if (def.isTuple) return def.asTuple.length === 1 ? shown(codec, def.asTuple[0]) : def.asTuple.map((t, i) => shown(codec[i], t));
  if (def.isComposite) {
    const fields = def.asComposite.fields;
    if (fields.length === 1) return shown(codec, fields[0].type);
    const items = Array.isArray(codec) ? [...codec] : [...codec.values()];
    return fields.map((field, i) => shown(items[i], field.type));
  }
  if (path === "Option") return codec.isSome ? [shown(codec.unwrap(), def.asVariant.variants.at(-1).fields[0].type)] : [];
  return codec.type ?? codec.toString();
};

const pallets = metadata.asLatest.pallets.filter((pallet) => pallet.events.isSome);
const made = [];
const skipped = new Set();
const make = (pallet, variant, given, place) => {
  const values = given ?? variant.fields.map((field) => valueOf(field.type));
  if (values.includes(undefined)) {
    skipped.add(`${pallet.name}.${variant.name}`);
    return;
  }
  const index = Uint8Array.from([pallet.index.toNumber(), variant.index.toNumber()]);
  let parts;
  try {
    parts = variant.fields.map((field, i) => createTypeUnsafe(registry, registry.createLookupType(field.type), [values[i]]));
  } catch {
    // A few structures cannot be made from lists of values.
    skipped.add(`${pallet.name}.${variant.name}`);
    return;
  }
  const body = parts.map((part) => part.toU8a());
  const phase = given ? (place === null ? 1 : 0) : below(3);
  const extrinsic = given ? place : below(50);
  const head = phase === 0 ? Uint8Array.from([0, extrinsic, 0, 0, 0]) : Uint8Array.from([phase]);
  const topics = below(5) === 0 ? Uint8Array.from([4, ...raw(32)]) : Uint8Array.from([0]);
  made.push({
    pallet: pallet.name.toString(),
    name: variant.name.toString(),
    phase,
    extrinsic: phase === 0 ? extrinsic : null,
    types: variant.fields.map((field) => field.type.toNumber()),
    values: parts.map((part, i) => shown(part, variant.fields[i].type)),
    record: [...head, ...index, ...body.flatMap((part) => [...part]), ...topics],
  });
};
const variantsOf = (pallet) => registry.lookup.getSiType(pallet.events.unwrap().type).def.asVariant.variants;
const blocks = [];
const keep = (events) => {
  const length = registry.createType("Compact<u32>", events.length).toU8a();
  const encoded = Buffer.from([...length, ...events.flatMap((event) => event.record)]);
  // Its own decoder must read the block back, byte for byte.
  const back = registry.createType("Vec<FrameSystemEventRecord>", encoded);
  if (Buffer.compare(Buffer.from(back.toU8a()), encoded) !== 0) throw new Error("polkadot-js does not read its own events");
  blocks.push({ bytes: "0x" + encoded.toString("hex"), events: events.map(({ record, ...rest }) => rest) });
};
if (seed === "given") {
  for (const block of JSON.parse(count)) {
    made.length = 0;
    for (const [palletName, name, values, extrinsic] of block) {
      const pallet = pallets.find((candidate) => candidate.name.toString() === palletName);
      make(pallet, variantsOf(pallet).find((candidate) => candidate.name.toString() === name), values, extrinsic);
    }
    keep([...made]);
  }
} else randomBlocks();

function randomBlocks() {
// Every event of every pallet once, then at random, mostly of the pallet that is of interest.
for (const pallet of pallets) for (const variant of variantsOf(pallet)) make(pallet, variant);
const own = pallets.find((pallet) => pallet.name.toString() === "SubtensorModule");
while (made.length < Number(count)) {
  const pallet = below(4) ? own : pallets[below(pallets.length)];
  const variants = variantsOf(pallet);
  if (variants.length > 0) make(pallet, variants[below(variants.length)]);
}

for (let at = 0; at < made.length; ) keep(made.slice(at, (at += 1 + below(60))));
}

// Headers with numbers of one, two and four bytes, and polkadot-js' hash of each.
const headers = [5, 70, 20000, 2000000000].map((number) => {
  const header = registry.createType("Header", {
    parentHash: bytes(32), number, stateRoot: bytes(32), extrinsicsRoot: bytes(32),
    digest: { logs: [{ PreRuntime: ["0x61757261", "0x0102030405060708"] }, { Seal: ["0x61757261", bytes(64)] }] },
  });
  return { json: header.toJSON(), logs: header.digest.logs.map((log) => log.toHex()), hash: header.hash.toHex() };
});
// Keys and values of what the pool of subnet 3 holds, where the runtime has pools. A key comes with its length in front.
const maps = expandMetadata(registry, metadata).query.subtensorModule;
const pools = [["subnetTAO", "5000000000000"], ["subnetAlphaIn", "18446744073709551615"], ["subnetAlphaOut", "7"]]
  .filter(([map]) => maps[map])
  .map(([map, value]) => ({
    key: "0x" + Buffer.from(maps[map](3)).toString("hex").slice(2),
    value: createTypeUnsafe(registry, registry.createLookupType(maps[map].meta.type.asMap.value), [value]).toHex(true),
  }));
// Keys and values of what subnet 3 gave at the end of an epoch. The map of root's share is younger than these metadata: its key is
// that of its sister, but for the hash of its name.
const valued = (map, keys, value) => ({
  key: "0x" + Buffer.from(maps[map](...keys)).toString("hex").replace(/^.*?(?=658faa38)/, ""),
  value: createTypeUnsafe(registry, registry.createLookupType(maps[map].meta.type.asMap.value), [value]).toHex(true),
});
const emissions = !maps.alphaDividendsPerSubnet ? [] : [
  valued("alphaDividendsPerSubnet", [3, "0x" + "10".repeat(32)], "18446744073709551615"),
  valued("alphaDividendsPerSubnet", [3, "0x" + "30".repeat(32)], "41"),
  valued("alphaDividendsPerSubnet", [4, "0x" + "30".repeat(32)], "9999"),
  valued("alphaDividendsPerSubnet", [3, "0x" + "10".repeat(32)], "17"),
  valued("pendingOwnerCut", [3], "180000000001"),
  { ...valued("subnetOwner", [3], "0x" + "c0".repeat(32)), value: "0x" + "c0".repeat(32) },
];
if (emissions.length) {
  const { xxhashAsHex } = load("@polkadot/util-crypto");
  const name = (text) => xxhashAsHex(text, 128).slice(2);
  emissions[3].key = emissions[3].key.replace(name("AlphaDividendsPerSubnet"), name("RootAlphaDividendsPerSubnet"));
}
process.stdout.write(JSON.stringify({ pools, emissions, specVersion: material.specVersion, genesis: material.genesisHash, metadata: material.metadata, skipped: [...skipped], blocks, headers }));
