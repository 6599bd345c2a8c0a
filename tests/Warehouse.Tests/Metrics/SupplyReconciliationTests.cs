using System.Numerics;
using Souk.Warehouse.Metrics;

namespace Souk.Warehouse.Tests.Metrics;

public sealed class SupplyReconciliationTests : IDisposable
{
    private readonly PaidMarket _market = new("2025-01-04");

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Every_unit_is_in_one_class_on_every_day_and_days_without_a_transfer_repeat()
    {
        _market.Hold(50, "vesting");
        _market.Hold(51, "staking");
        _market.Hold(52, "pool");
        _market.Hold(53, "escrow");
        _market.Hold(54, "treasury");
        _market.Label(55, "Foundation", "foundation");
        _market.Address(56, "000000000000000000000000000000000000DEAD");
        _market.Transfer(0, 50, 1_000);
        _market.Transfer(0, 10, 500);
        _market.Transfer(0, 54, 100);
        _market.Transfer(10, 51, 30, "2025-01-02");
        _market.Transfer(10, 52, 50, "2025-01-02");
        _market.Transfer(10, 53, 20, "2025-01-02");
        _market.Transfer(10, 55, 70, "2025-01-02");
        _market.Transfer(10, 56, 5, "2025-01-02");
        _market.Transfer(50, 11, 200, "2025-01-04");
        _market.Transfer(11, 0, 40, "2025-01-04");

        // day chain symbol decimals minted burned supply balances circulating locked sunk escrowed staked treasury difference overdrawn
        _market
            .Rows("supply_reconciliation")
            .ShouldBe([
                "2025-01-01 1 GOLD 0 1600 0 1600 1600 500 1000 0 0 0 100 0 0",
                "2025-01-02 1 GOLD 0 1600 0 1600 1600 375 1005 5 20 30 170 0 0",
                "2025-01-03 1 GOLD 0 1600 0 1600 1600 375 1005 5 20 30 170 0 0",
                "2025-01-04 1 GOLD 0 1600 40 1560 1560 535 805 5 20 30 170 0 0",
            ]);
    }

    [Fact]
    public void A_contract_of_several_classes_with_a_label_is_counted_once()
    {
        _market.Hold(50, "staking");
        _market.Hold(50, "vesting");
        _market.Hold(50, "staking");
        _market.Label(50, "Treasury", "treasury");
        _market.Transfer(0, 50, 1_000);

        _market.Rows("supply_reconciliation")[^1].ShouldBe("2025-01-04 1 GOLD 0 1000 0 1000 1000 0 0 0 0 1000 0 0 0");
    }

    [Fact]
    public void Who_sends_more_than_it_had_shows_until_it_has_it()
    {
        _market.Transfer(0, 10, 5);
        _market.Transfer(11, 10, 3, "2025-01-02");
        _market.Transfer(10, 11, 4, "2025-01-03");

        _market.Rows("supply_reconciliation").Select(row => row.Split(' ')[^1]).ShouldBe(["0", "1", "0", "0"]);
    }

    [Fact]
    public void Amounts_beyond_any_double_close_exactly()
    {
        Int128 most = Int128.Parse("99999999999999999999999999999999999999");
        _market.Hold(51, "staking");
        _market.Transfer(0, 10, most);
        _market.Transfer(10, 51, most - 1, "2025-01-02");

        string[] row = _market.Rows("supply_reconciliation")[^1].Split(' ');

        (row[6], row[8], row[12], row[14]).ShouldBe((most.ToString(), "1", (most - 1).ToString(), "0"));
    }

    [Fact]
    public void Any_history_closes_and_equals_a_ledger_kept_beside_it()
    {
        string[] classes = ["vesting", "staking", "pool", "escrow", "treasury"];
        for (int holder = 0; holder < classes.Length; holder++)
        {
            _market.Hold(20 + holder, classes[holder]);
        }

        // The generator is a plain congruence; the ledger is a dictionary.
        ulong state = 11;
        Dictionary<int, BigInteger> balances = [];
        for (int transfer = 0; transfer < 400; transfer++)
        {
            state = unchecked((state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407);
            int from = (int)((state >> 33) % 25);
            int to = (int)((state >> 45) % 25);
            BigInteger held = balances.GetValueOrDefault(from);
            BigInteger amount = from == 0 ? (state >> 20) * BigInteger.Pow(10, 15) : held * (state >> 60) / 16;
            _market.Transfer(from, to, (Int128)amount, $"2025-01-0{1 + (transfer / 100)}");
            balances[from] = held - amount;
            balances[to] = balances.GetValueOrDefault(to) + amount;
        }

        MetricTable table = MetricCatalogue.Run(_market.Connection, "supply_reconciliation", "m");

        table.Rows.Count.ShouldBe(4);
        table.Rows.ShouldAllBe(row => table.Integer(row, "difference") == 0 && table.Integer(row, "overdrawn") == 0);
        table.Rows.ShouldAllBe(row => table.Integer(row, "supply") == table.Integer(row, "balances"));
        object?[] last = table.Rows[^1];
        table.Integer(last, "supply").ShouldBe(-balances[0]);
        table.Integer(last, "locked").ShouldBe(balances[20]);
        table.Integer(last, "staked").ShouldBe(balances[21]);
        table.Integer(last, "escrowed").ShouldBe(balances[23]);
        table.Integer(last, "treasury").ShouldBe(balances[24]);
        table
            .Integer(last, "circulating")
            .ShouldBe(
                balances
                    .Where(pair => pair.Key is > 0 and not (20 or 21 or 23 or 24))
                    .Aggregate(BigInteger.Zero, (sum, pair) => sum + pair.Value)
            );
    }
}
