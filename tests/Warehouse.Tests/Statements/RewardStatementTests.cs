using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Statements;
using Souk.Warehouse.Tests.Metrics;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Tests.Statements;

public sealed class RewardStatementTests : IDisposable
{
    private static readonly Address Ten = Address.Parse($"0x{10:x40}");

    private readonly PaidMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Every_reward_has_its_reason_and_the_event_that_shows_it()
    {
        _market.Asset("m/a", owner: 10);
        _market.Pay("price", 1, 10, 60, "2025-01-02", "m/a");
        _market.Pay("royalty", 1, 10, 5, "2025-01-03", "m/b");
        _market.Pay("reward", 50, 10, 7, "2025-01-04", "m/a");
        _market.Pay("fee_share", 50, 10, 2, "2025-01-05");
        _market.Pay("release", 51, 10, 99, "2025-01-05");
        _market.Pay("price", 1, 11, 60, "2025-01-02", "m/a");
        _market.Connection.Execute(
            """
            insert into chain.contract values (1, 50, 'm', 'staking', 'Data staking', 0, null);
            insert into market.vesting values (1, 0, 'm', 52, 'team', 1, 10, 0, 0, 100);
            insert into market.release values (1, 0, 90, 0, timestamp '2025-02-01', 'm', 52, 1, 1000, 89);
            insert into chain.log (chain_id, block_number, log_index, transaction_index, transaction_hash_high, transaction_hash_low, address_id, topic_count, data)
            values (1, 0, 3, 0, 1, 255, 50, 1, ''::blob);
            create table event.m_staking_claimed as select 1 as chain_id, 0::bigint as block_number, 3 as log_index;
            insert into chain.event_table values ('m', 'm_staking_claimed', 'RewardsClaimed(address indexed user, uint256 reward)');
            """
        );

        RewardStatement statement = RewardStatement.Read(_market.Connection, Ten);

        MetricTable rows = statement.Rows;
        rows.Rows.Select(row =>
                $"{rows.Value<DateTime>(row, "time"):MM-dd} {rows.Text(row, "reason")}: {rows.Integer(row, "amount")} {rows.Text(row, "symbol")} by {rows.Text(row, "event")}"
            )
            .ShouldBe([
                "01-02 sold m/a!: 60 USDC by -",
                "01-03 royalty on m/b: 5 USDC by -",
                "01-04 reward for m/a! from Data staking: 7 USDC by RewardsClaimed",
                "01-05 share of fees from Data staking: 2 USDC by -",
                "02-01 vesting of team: 1000 GOLD by -",
            ]);
        object?[] reward = rows.Rows[2];
        rows.Text(reward, "transaction_hash").ShouldBe($"0x{1:x32}{255:x32}");
        rows.Text(reward, "contract").ShouldBe($"0x{50:x40}");
        RewardStatement last = RewardStatement.Read(_market.Connection, Ten, rewardsMax: 2);
        last.Rows.Rows.ShouldBe(rows.Rows.TakeLast(2), new SameRow());
        (last.Count, last.Totals.SequenceEqual(statement.Totals)).ShouldBe((5, true));
        statement
            .Totals.Select(total => (total.Role, total.Symbol, total.Rewards, total.Amount))
            .ShouldBe([
                ("fee_share", "USDC", 1, (BigInteger)2),
                ("price", "USDC", 1, 60),
                ("reward", "USDC", 1, 7),
                ("royalty", "USDC", 1, 5),
                ("vesting", "GOLD", 1, 1000),
            ]);
    }

    [Fact]
    public void What_an_address_passes_on_is_taken_off_its_totals_and_is_no_reward()
    {
        Int128 price = ((Int128)1 << 80) + 5;
        Int128 royalty = ((Int128)1 << 70) + 3;
        _market.Pay("price", 1, 10, price, "2025-01-02");
        _market.Pay("royalty", 10, 11, royalty, "2025-01-02");
        _market.Pay("royalty", 10, 11, 7, "2025-01-03");

        RewardStatement statement = RewardStatement.Read(_market.Connection, Ten);

        (statement.Rows.Rows.Count, statement.Count).ShouldBe((1, 1));
        statement
            .Totals.Select(total => (total.Role, total.Rewards, total.Amount))
            .ShouldBe([("passed_on", 0, -(BigInteger)royalty), ("price", 1, (BigInteger)price)]);
        RewardStatement.Read(_market.Connection, Ten, new DateTime(2025, 1, 1)).Totals.ShouldBeEmpty();
    }

    [Fact]
    public void More_than_128_bits_add_up()
    {
        _market.Connection.Execute(
            """
            insert into market.payment select 1, n, 0, 0, timestamp '2025-01-02', 'm', 'price', 2, 1, 10,
                170141183460469231731687303715884105727, null, 'transfer', 0
            from range(3) r (n)
            """
        );

        RewardStatement
            .Read(_market.Connection, Ten)
            .Totals.ShouldHaveSingleItem()
            .Amount.ShouldBe(3 * (BigInteger.Pow(2, 127) - 1));
    }

    [Fact]
    public void Rejected_work_is_shown_as_such_and_is_no_reward()
    {
        _market.Review("1", "submitted", 10, "2025-01-01");
        _market.Review("1", "rejected", 10, "2025-01-02", reviewer: 50, quality: 9);
        _market.Review("2", "submitted", 10, "2025-01-03");
        _market.Review("3", "submitted", 11, "2025-01-03");

        string[] Works(DateTime? asOf) =>
            [
                .. RewardStatement
                    .Read(_market.Connection, Ten, asOf)
                    .Works.Rows.Select(row =>
                        $"{row[3]} {row[6]} {row[8]}/{row[9]} by {row[10] ?? "-"} in log {row[13]}"
                    ),
            ];

        Works(null).ShouldBe([$"m/work/1 rejected 9/100 by 0x{50:x40} in log 1", "m/work/2 pending / by - in log 2"]);
        Works(new DateTime(2025, 1, 1)).ShouldBe(["m/work/1 pending / by - in log 0"]);
        RewardStatement.Read(_market.Connection, Ten).Totals.ShouldBeEmpty();
    }

    [Fact]
    public void Later_blocks_do_not_count_and_a_stranger_received_nothing()
    {
        _market.Pay("price", 1, 10, 60, "2025-01-02");
        _market.Pay("price", 1, 10, 60, "2025-02-02");

        RewardStatement.Read(_market.Connection, Ten, new DateTime(2025, 1, 31)).Rows.Rows.Count.ShouldBe(1);
        RewardStatement.Read(_market.Connection, Address.Parse($"0x{1:x40}")).Rows.Rows.ShouldBeEmpty();
        RewardStatement.Read(_market.Connection, Address.Parse("0x" + new string('f', 40))).Totals.ShouldBeEmpty();
    }

    private sealed class SameRow : IEqualityComparer<object?[]>
    {
        public bool Equals(object?[]? one, object?[]? other) => one!.SequenceEqual(other!);

        public int GetHashCode(object?[] row) => row.Length;
    }
}
