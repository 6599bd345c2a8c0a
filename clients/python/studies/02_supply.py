"""02 Does the supply close? The study of notebooks/02-supply-reconciliation.cs in Python.

Usage: 02_supply.py WAREHOUSE (souk open sample --out WAREHOUSE)
"""

import collections
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import souk  # noqa: E402

warehouse = souk.Warehouse(sys.argv[1])
transfers = warehouse.sql(
    """
    select sender_id, recipient_id, amount
    from market.transfer join market.token using (chain_id, token_id, system)
    where system = 'masa' and is_market_token
    order by block_number, log_index
    """
)
balances = collections.Counter()
minted = burned = 0
for row, amount in zip(transfers, transfers.integers("amount")):
    if row["sender_id"] == 0:
        minted += amount
    else:
        balances[row["sender_id"]] -= amount
    if row["recipient_id"] == 0:
        burned += amount
    else:
        balances[row["recipient_id"]] += amount

days = warehouse.metric("supply_reconciliation")
assert all(difference == 0 for difference in days.integers("difference")), "the supply does not close"
assert minted - burned == sum(balances.values()) == days.integers("supply")[-1]
print(json.dumps({"days": len(days), "minted": str(minted), "burned": str(burned), "held": str(sum(balances.values()))}))
