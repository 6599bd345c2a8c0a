using System.Numerics;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Markets;

public sealed class WarehouseDataTests
{
    private const string NextBlock =
        "insert into chain.block values (1, 60, 61, 0, 60, 0, timestamp '2025-03-02'); update chain.cursor set block_number = 60";

    [Fact]
    public async Task Whoever_asks_within_a_second_shares_one_look_at_the_index_and_nobody_is_told_an_older_one()
    {
        await using FreshMarket own = await FreshMarket.StartAsync();
        StandingTime clock = new();
        using WarehouseData data = new(own.Connection, "no-scenario.yaml")
        {
            StateAgeMax = TimeSpan.FromSeconds(1),
            Clock = clock,
        };
        string first = await ReadAsync(data);
        own.Connection.Execute(NextBlock);

        clock.Advance(TimeSpan.FromMilliseconds(999));
        (await ReadAsync(data)).ShouldBe(first);

        clock.Advance(TimeSpan.FromMilliseconds(1));
        (await ReadAsync(data)).ShouldNotBe(first);
    }

    [Fact]
    public async Task Who_hears_that_the_index_went_on_is_told_no_state_that_was_believed_before()
    {
        await using FreshMarket own = await FreshMarket.StartAsync();
        using WarehouseData data = new(own.Connection, "no-scenario.yaml")
        {
            StateAgeMax = TimeSpan.FromHours(1),
            Clock = new StandingTime(),
        };
        string first = await ReadAsync(data);
        own.Connection.Execute(NextBlock);
        (await ReadAsync(data)).ShouldBe(first);

        data.ForgetState();

        (await ReadAsync(data)).ShouldNotBe(first);
    }

    [Fact]
    public async Task A_reader_who_leaves_ends_no_look_that_others_share()
    {
        await using FreshMarket own = await FreshMarket.StartAsync();
        using WarehouseData data = new(own.Connection, "no-scenario.yaml")
        {
            StateAgeMax = TimeSpan.FromHours(1),
            Clock = new StandingTime(),
        };

        await Should.ThrowAsync<OperationCanceledException>(data.ReadStateAsync(new CancellationToken(canceled: true)));

        (await ReadAsync(data)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Of_many_contributors_those_who_received_most_are_read_and_shares_are_of_all()
    {
        await using FreshMarket own = await FreshMarket.StartAsync();
        own.Connection.Execute(
            """
            insert into chain.address select id, unhex(lpad(printf('%x', id), 40, '0')) from range(10000, 11500) t (id);
            insert into market.payment
            select 1, 46, id, 0, timestamp '2025-02-16', 'bazaar', 'royalty', 11, 2, id, 100 + id, null, 'internal', null
            from range(10000, 11500) t (id);
            """
        );
        using WarehouseData data = new(own.Connection, "no-scenario.yaml");
        MetricTable all = MetricCatalogue.Run(own.Connection, "top_contributors", "bazaar");

        MarketOverview market = (await data.ReadMarketAsync("bazaar", TestContext.Current.CancellationToken))!;

        all.Rows.Count(row => all.Text(row, "symbol") == "USDC").ShouldBe(1503);
        market.Contributors.Rows.Count.ShouldBe(1000);
        market
            .Contributors.Rows.Select(row => row.Party)
            .Take(4)
            .ShouldBe(
                all.Rows.Where(row => all.Text(row, "symbol") == "USDC").Take(4).Select(row => all.Text(row, "party"))
            );
        market.ReceivedByContributors.ShouldBe(
            all.Rows.Where(row => all.Text(row, "symbol") == "USDC")
                .Aggregate(BigInteger.Zero, (sum, row) => sum + all.Integer(row, "amount"))
        );
    }

    private static Task<string> ReadAsync(WarehouseData data) =>
        data.ReadStateAsync(TestContext.Current.CancellationToken);

    /// <summary>Time that stands still until it is told to pass.</summary>
    private sealed class StandingTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
