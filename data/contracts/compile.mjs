// Compiles the .sol files beside this script with the solc of node_modules and writes
// {"ContractName": {"abi": [...], "bytecode": "0x..."}} to the file named by the first argument.
import { readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.url));
const modules = join(folder, "..", "..", "node_modules");
const output = process.argv[2];
const solc = createRequire(join(modules, "package.json"))("solc");

const names = readdirSync(folder).filter((name) => name.endsWith(".sol")).sort();
const input = {
  language: "Solidity",
  sources: Object.fromEntries(names.map((name) => [name, { content: readFileSync(join(folder, name), "utf8") }])),
  settings: {
    optimizer: { enabled: true, runs: 200 },
    evmVersion: "cancun",
    outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
  },
};

const result = JSON.parse(
  solc.compile(JSON.stringify(input), {
    import: (path) => ({ contents: readFileSync(join(path.startsWith("@") ? modules : folder, path), "utf8") }),
  }),
);

const errors = (result.errors ?? []).filter((entry) => entry.severity === "error");
if (errors.length > 0) {
  console.error(errors.map((entry) => entry.formattedMessage).join("\n"));
  process.exit(1);
}

const contracts = {};
for (const name of names) {
  for (const [contract, { abi, evm }] of Object.entries(result.contracts[name] ?? {})) {
    if (evm.bytecode.object) contracts[contract] = { abi, bytecode: "0x" + evm.bytecode.object };
  }
}

const part = `${output}.${process.pid}.part`;
// Written aside and renamed: a reader never sees half a file.
writeFileSync(part, JSON.stringify(contracts));
renameSync(part, output);
