import { Hono } from "hono";
import { sql } from "ponder";
import { db } from "ponder:api";
import { transfer } from "ponder:schema";

const app = new Hono();
// Line by line what Souk's rows are compared with; the digest is taken by the caller.
app.get("/rows", async (context) => {
  const rows = await db.select().from(transfer).orderBy(sql`block, log`);
  return context.text(rows.map((row) => `${row.block} ${row.log} ${row.time} ${row.token} ${row.sender} ${row.recipient} ${row.amount}`).join("\n"));
});
export default app;
