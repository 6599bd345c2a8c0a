using System.Numerics;
using Souk.Warehouse.Metrics;

namespace Souk.EndToEnd.Tests;

/// <summary>The closing equation on every day of the demo, against a ledger that is kept from raw logs alone.</summary>
public sealed class SupplyClosureTests(Demo demo) : IClassFixture<Demo>
{
    private const string Zero = "0x0000000000000000000000000000000000000000";
    private const string Transfer = "Transfer(address indexed from, address indexed to, uint256 value)";

    [Theory]
    [InlineData("masa", "masa_token", "vesting_wallet", "masa_staking modelled_worker_nodes", "none")]
    [InlineData("ocean", "ocean_token", "none", "none", "fixed_rate_exchange")]
    [InlineData("singularitynet", "agix_token", "none", "none", "escrow")]
    [InlineData("oraichain", "orai_token", "none", "none", "modelled_requests")]
    [InlineData(
        "sahara",
        "sahara_token",
        "none",
        "none",
        "modelled_registry modelled_task_board modelled_api_settlement"
    )]
    public void Supply_is_the_sum_of_its_classes_on_every_day(
        string market,
        string token,
        string vesting,
        string staking,
        string escrow
    )
    {
        MetricTable table = MetricCatalogue.Run(demo.Connection, "supply_reconciliation", market);
        var moves = ReadMoves(token);
        Dictionary<(int Chain, string Party), BigInteger> balances = [];
        Dictionary<int, (BigInteger Minted, BigInteger Burned)> issued = [];

        foreach (object?[] row in table.Rows)
        {
            int chain = (int)table.Integer(row, "chain_id");
            (BigInteger minted, BigInteger burned) = issued.GetValueOrDefault(chain);
            foreach ((string from, string to, BigInteger amount) in moves[(chain, table.Value<DateOnly>(row, "day"))])
            {
                balances[(chain, from)] = balances.GetValueOrDefault((chain, from)) - amount;
                balances[(chain, to)] = balances.GetValueOrDefault((chain, to)) + amount;
                minted += from == Zero ? amount : 0;
                burned += to == Zero ? amount : 0;
            }

            issued[chain] = (minted, burned);
            BigInteger HeldBy(string kind) =>
                Contracts(kind)
                    .Aggregate(BigInteger.Zero, (sum, one) => sum + balances.GetValueOrDefault((chain, one)));
            (table.Integer(row, "minted"), table.Integer(row, "burned")).ShouldBe((minted, burned));
            table.Integer(row, "supply").ShouldBe(-balances.GetValueOrDefault((chain, Zero)));
            table.Integer(row, "balances").ShouldBe(minted - burned);
            (table.Integer(row, "locked") - table.Integer(row, "sunk")).ShouldBe(HeldBy(vesting));
            table.Integer(row, "staked").ShouldBe(HeldBy(staking));
            table.Integer(row, "escrowed").ShouldBe(HeldBy(escrow));
            (table.Integer(row, "difference"), table.Integer(row, "overdrawn")).ShouldBe((0, 0));
        }

        table.Rows.Count.ShouldBeGreaterThan(700);
        issued.Values.ShouldAllBe(chain => chain.Minted > 0);
        moves.Sum(day => day.Count()).ShouldBeGreaterThan(100);
    }

    private ILookup<(int Chain, DateOnly Day), (string From, string To, BigInteger Amount)> ReadMoves(string token) =>
        new RawLogs(demo.Connection)
            .Query(
                token,
                Transfer,
                "select chain_id, time::date, at1, at2, d0 from logs",
                row =>
                    (
                        Day: (row.GetInt32(0), row.GetFieldValue<DateOnly>(1)),
                        Move: (row.GetString(2), row.GetString(3), row.GetFieldValue<BigInteger>(4))
                    )
            )
            .ToLookup(row => row.Day, row => row.Move);

    /// <param name="kinds">With spaces between.</param>
    private IEnumerable<string> Contracts(string kinds) =>
        demo
            .Run.Economy.Contracts.Where(contract => kinds.Split(' ').Contains(contract.Kind))
            .Select(contract => contract.Address.ToString());
}
