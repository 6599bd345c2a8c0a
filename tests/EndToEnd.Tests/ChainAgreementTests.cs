using System.Numerics;
using Souk.Indexer.Decoding;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Values;

namespace Souk.EndToEnd.Tests;

/// <summary>The warehouse against what the contracts themselves answer.</summary>
public sealed class ChainAgreementTests(Demo demo) : IClassFixture<Demo>
{
    [Theory]
    [InlineData("masa", "masa_token")]
    [InlineData("ocean", "ocean_token")]
    [InlineData("singularitynet", "agix_token")]
    public async Task Supply_equals_totalSupply(string market, string kind)
    {
        MetricTable supply = Metric("supply", market);

        BigInteger total = await AskAsync(Contracts(kind).Single(), "totalSupply() returns (uint256)");

        total.ShouldBeGreaterThan(0);
        supply.Integer(supply.Rows[^1], "supply").ShouldBe(total);
    }

    [Fact]
    public async Task Released_and_vested_equal_what_every_wallet_says()
    {
        MetricTable vesting = Metric("vesting", "masa");
        Address masa = Contracts("masa_token").Single();
        vesting.Rows.Count.ShouldBe(Contracts("vesting_wallet").Count());

        foreach (object?[] row in vesting.Rows)
        {
            Address wallet = Address.Parse(vesting.Value<string>(row, "wallet"));
            BigInteger released = await AskAsync(wallet, "released(address token) returns (uint256)", masa);
            BigInteger releasable = await AskAsync(wallet, "releasable(address token) returns (uint256)", masa);
            BigInteger balance = await AskAsync(masa, "balanceOf(address account) returns (uint256)", wallet);

            released.ShouldBeGreaterThan(0);
            vesting.Integer(row, "released").ShouldBe(released);
            vesting.Integer(row, "vested").ShouldBe(released + releasable);
            vesting.Integer(row, "total").ShouldBe(released + balance);
        }
    }

    [Fact]
    public async Task The_unlock_calendar_equals_what_every_wallet_computes_for_the_ends_of_months()
    {
        MetricTable vesting = Metric("vesting", "masa");
        MetricTable unlocks = Metric("unlocks", "masa");
        Address masa = Contracts("masa_token").Single();

        foreach (object?[] schedule in vesting.Rows)
        {
            Address wallet = Address.Parse(vesting.Value<string>(schedule, "wallet"));
            BigInteger before = 0;
            foreach (
                object?[] row in unlocks.Rows.Where(row =>
                    unlocks.Value<string>(row, "bucket") == vesting.Value<string>(schedule, "bucket")
                )
            )
            {
                DateTime end = unlocks.Value<DateOnly>(row, "month").AddMonths(1).ToDateTime(TimeOnly.MinValue);
                BigInteger after = await AskAsync(
                    wallet,
                    "vestedAmount(address token, uint64 timestamp) returns (uint256)",
                    masa,
                    new DateTimeOffset(end, TimeSpan.Zero).ToUnixTimeSeconds() - 1
                );
                unlocks.Integer(row, "unlocked").ShouldBe(after - before, $"{wallet} until {end:yyyy-MM-dd}");
                before = after;
            }

            before.ShouldBe(vesting.Integer(schedule, "total"));
        }
    }

    [Theory]
    [InlineData("masa")]
    [InlineData("ocean")]
    [InlineData("singularitynet")]
    public void Every_leg_and_release_has_its_transfer_and_nothing_is_in_quarantine(string market)
    {
        MetricTable quality = Metric("data_quality", market);
        object?[] row = quality.Rows.Single();

        quality.Integer(row, "logs").ShouldBeGreaterThan(0);
        quality.Integer(row, "quarantined").ShouldBe(0);
        quality.Integer(row, "unmatched_legs").ShouldBe(0);
        quality.Integer(row, "unmatched_releases").ShouldBe(0);
    }

    [Theory]
    [InlineData("masa")]
    [InlineData("ocean")]
    [InlineData("singularitynet")]
    public void Holders_add_up_to_the_supply(string market)
    {
        MetricTable holders = Metric("holders", market);
        MetricTable supply = Metric("supply", market);

        BigInteger held = holders.Rows.Aggregate(BigInteger.Zero, (sum, row) => sum + holders.Integer(row, "amount"));

        held.ShouldBe(supply.Integer(supply.Rows[^1], "supply"));
    }

    [Fact]
    public void Every_dataset_describes_itself_with_the_hash_that_the_chain_has()
    {
        MetricTable documents = Metric("documents", "ocean");
        object?[] verified = documents.Rows.Single(row => documents.Value<string>(row, "status") == "verified");

        documents.Integer(verified, "documents").ShouldBe(51);
        documents.Rows.Select(row => documents.Value<string>(row, "status")).ShouldBe(["refused", "verified"]);
    }

    [Fact]
    public void Two_thousand_blocks_span_two_years()
    {
        MetricTable asOf = Metric("as_of", "masa");
        object?[] row = asOf.Rows.Single();

        asOf.Integer(row, "block_number").ShouldBeGreaterThanOrEqualTo(2_000);
        TimeSpan span = asOf.Value<DateTime>(row, "time") - asOf.Value<DateTime>(row, "first_time");
        span.TotalDays.ShouldBeInRange(728, 740);
    }

    private MetricTable Metric(string key, string market) => MetricCatalogue.Run(demo.Connection, key, market);

    private IEnumerable<Address> Contracts(string kind) =>
        demo.Run.Economy.Contracts.Where(contract => contract.Kind == kind).Select(contract => contract.Address);

    private async Task<BigInteger> AskAsync(Address contract, string signature, params object[] arguments)
    {
        FunctionSignature function = FunctionSignature.Parse(signature);
        var call = new { to = contract.ToString(), data = Hex.From(function.EncodeCall(arguments)) };
        System.Text.Json.JsonElement result = await demo.Run.Chain.Rpc.CallAsync(
            "eth_call",
            CancellationToken.None,
            call,
            "latest"
        );
        return (BigInteger)function.DecodeResult(Hex.Bytes(result.GetString()!))[0];
    }
}
