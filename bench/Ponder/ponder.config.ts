import { createConfig } from "ponder";
import { parseAbi } from "viem";

export default createConfig({
  database: { kind: "pglite" },
  // The peer's own limits are lifted as far as its settings reach.
  chains: { replay: { id: 31337, rpc: process.env.REPLAY_URL!, disableCache: true, maxRequestsPerSecond: 100_000 } },
  contracts: {
    Erc20: {
      abi: parseAbi(["event Transfer(address indexed from, address indexed to, uint256 value)"]),
      chain: "replay",
      address: ["0xe7f1725e7734ce288f8367e1bb143e90bb3f0512", "0x9fe46736679d2d9a65f0992f2272de9f3c7fa6e0"],
      startBlock: 1,
    },
  },
});
