"""11 Backtesting: the bands without a model of notebooks/11-backtesting-a-forecast.cs in Python.

The price of every seventh traded day is forecast a week ahead: the last value stays, steps are as large as they were.
CRPS of a normal law: Gneiting and Raftery (2007), equation 21.

Usage: 11_backtest.py WAREHOUSE (souk open sample --out WAREHOUSE)
"""

import json
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import souk  # noqa: E402

FIRST = 20
NINETY = 1.6448536269514722

warehouse = souk.Warehouse(sys.argv[1])
rows = warehouse.metric("price")
prices = [
    (quote / 1e6) / (token / 1e18)
    for quote, token in zip(rows.integers("quote_reserve"), rows.integers("token_reserve"))
][::7]


def crps(mean, deviation, seen):
    """Of a normal law."""
    z = (seen - mean) / deviation
    below = 0.5 * math.erfc(-z / math.sqrt(2))
    density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return deviation * (z * (2 * below - 1) + 2 * density - 1 / math.sqrt(math.pi))


def roll(width):
    covered, total = 0, 0.0
    for week in range(FIRST, len(prices)):
        known = prices[:week]
        steps = [(later - earlier) ** 2 for earlier, later in zip(known, known[1:])]
        deviation = width * math.sqrt(sum(steps) / len(steps))
        covered += abs(prices[week] - known[-1]) <= NINETY * deviation
        total += crps(known[-1], deviation, prices[week])
    return covered, total / (len(prices) - FIRST)


covered, score = roll(1)
narrow, narrow_score = roll(0.25)
print(
    json.dumps(
        {
            "forecasts": len(prices) - FIRST,
            "covered": covered,
            "crps": f"{score:.9f}",
            "narrow_covered": narrow,
            "narrow_crps": f"{narrow_score:.9f}",
        }
    )
)
