import { onchainTable, primaryKey } from "ponder";

export const transfer = onchainTable(
  "transfer",
  (column) => ({
    block: column.bigint().notNull(),
    log: column.integer().notNull(),
    time: column.bigint().notNull(),
    token: column.hex().notNull(),
    sender: column.hex().notNull(),
    recipient: column.hex().notNull(),
    amount: column.bigint().notNull(),
  }),
  (table) => ({ key: primaryKey({ columns: [table.block, table.log] }) }),
);
