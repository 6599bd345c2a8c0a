using Souk.Simulation.Scenarios;
using Souk.Simulation.Starters;

namespace Souk.Simulation.Tests.Starters;

public class ReleaseTests
{
    private const string Table = """
        bucket,percent,tge,cliff_months,linear_months,price,wallet
        Team,20,0,12,3,,0x00000000000000000000000000000000000000Aa
        Seed,10,10,1,2,0.02,
        Public,70,100,0,0,$0.05,
        """;

    [Fact]
    public void The_release_table_gives_every_bucket_its_share_and_no_unit_more()
    {
        IReadOnlyList<ReleaseRow> rows = ReleaseTable.Of(Read(Table), 1_000, 2, new(2026, 1, 31));

        // 200.00 tokens in three parts after a year: 66.66, 66.67, 66.67.
        rows.Where(row => row.Bucket == "Team" && row.Released > 0)
            .Select(row => (row.Month, row.Date, row.Released))
            .ShouldBe([
                (13, new DateOnly(2027, 2, 28), (Int128)6_666),
                (14, new DateOnly(2027, 3, 31), (Int128)6_667),
                (15, new DateOnly(2027, 4, 30), (Int128)6_667),
            ]);
        // 10 % of 100 at once, the rest in the months after the lock.
        rows.Where(row => row.Bucket == "Seed")
            .Take(4)
            .Select(row => row.Cumulative)
            .ShouldBe([(Int128)1_000, (Int128)1_000, (Int128)5_500, (Int128)10_000]);
        rows.Count.ShouldBe(3 * 16);
        rows.Where(row => row.Month == 15).Aggregate(Int128.Zero, (sum, row) => sum + row.Cumulative).ShouldBe(100_000);
    }

    [Fact]
    public void Vesting_wallets_get_the_arguments_of_OpenZeppelins_constructor()
    {
        string[] lines = VestingContracts.WalletsCsv(Read(Table), 1_000, 18, new(2026, 1, 1)).TrimEnd().Split('\n');

        // 2027-01-01 is 1,798,761,600; to the 1st of April are 90 days.
        lines[1]
            .ShouldBe(
                "Team,VestingWallet,0x00000000000000000000000000000000000000Aa,1798761600,7776000,0,200000000000000000000,"
                    + "00000000000000000000000000000000000000000000000000000000000000aa"
                    + "000000000000000000000000000000000000000000000000000000006b36ec80"
                    + "000000000000000000000000000000000000000000000000000000000076a700"
            );
        // Nine tenths of 100 tokens, and no arguments without a wallet.
        lines[2].ShouldBe("Seed,VestingWallet,,1769904000,5097600,0,90000000000000000000,");
        lines.Length.ShouldBe(3);
    }

    [Fact]
    public void Streams_for_Sablier_are_in_whole_tokens_with_dates_as_its_guide_writes_them() =>
        VestingContracts
            .StreamsCsv(Read(Table), 1_001.5m, 18, new(2026, 1, 1))
            .ShouldBe(
                "address,amount,start,end\n0x00000000000000000000000000000000000000Aa,200.2,2027-01-01 00:00,2027-04-01 00:00\n"
            );

    [Fact]
    public void Prices_and_wallets_of_a_table_reach_the_scenario()
    {
        IReadOnlyList<AllocationBucket> buckets = Read(Table);

        string text = StarterScenario.Write(buckets, "TKN", 1_000, new(2026, 1, 1), 0.05m);

        buckets.Select(bucket => bucket.Price).ShouldBe([null, 0.02m, 0.05m]);
        text.ShouldContain("# Seed: 10 % of the supply, bought at 0.02 USD a token");
        // 100 × 0.02 and 700 × 0.05.
        text.ShouldContain("balance: 37 USDC }");
    }

    [Theory]
    [InlineData("Seed,100,0,0,1,free,", "table.csv(2,16) price: 'free' is not a price in USD")]
    [InlineData("Seed,100,0,0,1,-1,", "price: '-1' is not a price in USD")]
    [InlineData("Seed,100,0,0,1,,0x12", "table.csv(2,17) wallet: '0x12' is not an address")]
    [InlineData("Seed,100,0,0,1,,0xg000000000000000000000000000000000000000", "is not an address")]
    public void A_price_or_wallet_that_is_none_is_refused_with_its_place(string row, string message) =>
        Should
            .Throw<ScenarioException>(() => Read("bucket,percent,tge,cliff_months,linear_months,price,wallet\n" + row))
            .Message.ShouldContain(message);

    private static IReadOnlyList<AllocationBucket> Read(string table) => AllocationCsv.Read("table.csv", table);
}
