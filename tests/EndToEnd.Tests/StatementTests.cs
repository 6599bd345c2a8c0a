using System.Numerics;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Statements;
using Souk.Warehouse.Values;

namespace Souk.EndToEnd.Tests;

/// <summary>Statements of the demo's contributors against what the market says of them, and against raw logs.</summary>
public sealed class StatementTests(Demo demo) : IClassFixture<Demo>
{
    private const string RewardsClaimed = "RewardsClaimed(address indexed user, uint256 tokenId, uint256 reward)";

    [Fact]
    public void Rewards_of_data_staking_equal_the_raw_logs_and_name_their_event()
    {
        var raw = new RawLogs(demo.Connection);
        (string user, BigInteger sum, long count) = raw.Query(
                "data_staking",
                RewardsClaimed,
                "select at1, sum(d1), count(*) from logs group by at1 order by count(*) desc, at1 limit 1",
                row => (row.GetString(0), row.GetFieldValue<BigInteger>(1), row.GetInt64(2))
            )
            .Single();

        RewardStatement statement = RewardStatement.Read(demo.Connection, Address.Parse(user));

        MetricTable rows = statement.Rows;
        object?[][] claimed = [.. rows.Rows.Where(row => rows.Text(row, "event") == "RewardsClaimed")];
        claimed.Length.ShouldBe((int)count);
        claimed.Aggregate(BigInteger.Zero, (all, row) => all + rows.Integer(row, "amount")).ShouldBe(sum);
        rows.Rows.ShouldAllBe(row => rows.Text(row, "event") != "-" && rows.Text(row, "transaction_hash").Length == 66);
    }
}
