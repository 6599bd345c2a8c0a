"""08 Royalties and lineage: the study of notebooks/08-royalties-and-lineage.cs in Python.

Each dataset is made of the two registered before it, with weights 3 and 1; a sale passes 20 % upstream, and what reaches a
dataset passes half of it on. Every portion is floored.

Usage: 08_royalties.py WAREHOUSE (souk open sample --out WAREHOUSE)
"""

import collections
import hashlib
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import souk  # noqa: E402

GENERATIONS_MAX = 16

warehouse = souk.Warehouse(sys.argv[1])
keys = warehouse.sql(
    "select asset_key from market.asset where system = 'ocean' order by block_number, log_index"
).column("asset_key")
place = {key: index for index, key in enumerate(keys)}
sales = warehouse.sql(
    """
    select asset_key, sum(amount) as amount
    from market.payment
    where system = 'ocean' and role = 'price'
    group by chain_id, block_number, log_index, token_id, asset_key
    """
)


def parts(asset):
    """What a dataset is made of, with weights."""
    return [(asset - 1, 3), (asset - 2, 1)][: min(asset, 2)]


owed = collections.Counter()
for key, amount in zip(sales.column("asset_key"), sales.integers("amount")):
    reached, share = {place[key]: amount}, 200_000
    for generation in range(GENERATIONS_MAX):
        following = collections.Counter()
        for asset, got in reached.items():
            passed = got * share // 1_000_000
            total = sum(weight for _, weight in parts(asset))
            for part, weight in parts(asset):
                portion = passed * weight // total
                following[part] += portion
                owed[part] += portion
                # What a dataset hands on is not owed to it; what was sold is owed nothing.
                owed[asset] -= portion if generation > 0 else 0
        reached = {asset: got for asset, got in following.items() if got > 0}
        share = 500_000

lines = "".join(f"{key} {owed[place[key]]}\n" for key in sorted(keys) if owed[place[key]] > 0)
digest = hashlib.sha256(lines.encode()).hexdigest()
print(json.dumps({"sales": len(sales), "owed": str(sum(owed.values())), "digest": digest}))
