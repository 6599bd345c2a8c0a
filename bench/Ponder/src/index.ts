import { ponder } from "ponder:registry";
import { transfer } from "ponder:schema";

ponder.on("Erc20:Transfer", async ({ event, context }) => {
  await context.db.insert(transfer).values({
    block: event.block.number,
    log: event.log.logIndex,
    time: event.block.timestamp,
    token: event.log.address,
    sender: event.args.from,
    recipient: event.args.to,
    amount: event.args.value,
  });
});
