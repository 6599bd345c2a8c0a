using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Tests.Tokens;
using Souk.Warehouse.Tokens;

namespace Souk.Warehouse.Tests.Metrics;

public sealed class SupplyDefinitionTests : IDisposable
{
    private const int Vesting = 60;
    private const int Pool = 50;

    private readonly PoolMarket _pools = new();

    private PaidMarket Market => _pools.Market;

    public void Dispose() => _pools.Dispose();

    [Fact]
    public void Every_definer_counts_other_holders()
    {
        Distribute();

        // Of 1,000 in vesting, 10 days of 100 have passed by the last second of the tenth: 99 + 1 not yet.
        Market
            .Rows("circulating")
            .Select(row => string.Join(' ', row.Split(' ')[3..]))
            .ShouldBe([
                "total ERC-20 totalSupply() 10000 1000000",
                "unlocked Tokenomist 9099 909900",
                "claimed TokenUnlocks 9000 900000",
                "token_terminal Token Terminal 8300 830000",
                "souk Souk 8195 819500",
            ]);
    }

    [Fact]
    public void The_difference_between_two_definitions_is_explained_by_its_holders()
    {
        Distribute();

        MetricDifference difference = MetricDifference.Explain(
            Market.Connection,
            "circulating",
            "token_terminal",
            "souk",
            "m"
        );

        difference.ByToken.ShouldBe([new MetricDifference.Sum("GOLD", 8_300, 8_195)]);
        difference
            .Rows.Rows.Select(row =>
                $"{difference.Rows.Text(row, "class")}{difference.Rows.Text(row, "label")} {difference.Rows.Integer(row, "token_terminal") - difference.Rows.Integer(row, "souk")}"
            )
            .ShouldBe(["staking 300", "investor -200", "sink 5"]);
        difference
            .Rows.Rows.Aggregate(
                BigInteger.Zero,
                (sum, row) =>
                    sum + difference.Rows.Integer(row, "token_terminal") - difference.Rows.Integer(row, "souk")
            )
            .ShouldBe(difference.ByToken.Single().Difference);
    }

    [Theory]
    [InlineData(
        "supply",
        "souk",
        "Metric 'supply' has one definition. These have several: active_parties, circulating, emissions, fees, gmv, real_yield, unlock_overhang, valuation."
    )]
    [InlineData(
        "circulating",
        "ours",
        "Metric 'circulating' has no definition 'ours'. It has: total, unlocked, claimed, token_terminal, souk."
    )]
    public void What_cannot_be_compared_is_named_with_what_can(string key, string definition, string message)
    {
        Distribute();

        Should
            .Throw<ArgumentException>(() => MetricDifference.Explain(Market.Connection, key, definition, "souk", "m"))
            .Message.ShouldStartWith(message);
    }

    [Fact]
    public void A_stream_locks_what_is_not_free_yet_and_a_cancelled_one_nothing()
    {
        const int Streams = 62;
        Market.Hold(Streams, "vesting");
        Market.Transfer(0, 10, 10_000);
        Market.Transfer(10, Streams, 1_000);
        // Twenty days; the last second of the tenth is stored last, so that 499 of 1,000 are free.
        Market.Connection.Execute(
            $"""
            insert into market.stream
            select 1, 0, 90, timestamp '2025-01-01', 'm', 's/1', {Streams}, 'Streams 1', 1, 20, epoch(timestamp '2025-01-01')::hugeint, 0, 20 * 86400, 1000
            """
        );

        string running = Unlocked();
        Market.Connection.Execute(
            "insert into market.stream_move values (1, 0, 91, timestamp '2025-01-05', 'm', 's/1', 'cancelled', 600)"
        );
        Market.Transfer(Streams, 10, 600, "2025-01-05");

        (running, Unlocked()).ShouldBe(("9499", "10000"));
        Market.Rows("vesting")[0].ShouldEndWith(" 400 400 0 GOLD 0 linear");

        string Unlocked() =>
            Market.Rows("circulating").Single(row => row.Contains(" unlocked ", StringComparison.Ordinal)).Split(' ')[
                ^2
            ];
    }

    [Fact]
    public void Our_circulating_supply_is_that_of_the_closing_equation()
    {
        Distribute();

        MetricTable closing = MetricCatalogue.Run(Market.Connection, "supply_reconciliation", "m");

        Market
            .Rows("circulating")[^1]
            .ShouldEndWith($"souk Souk {closing.Integer(closing.Rows[^1], "circulating")} 819500");
    }

    [Fact]
    public void Fully_diluted_value_depends_on_whose_supply_and_is_null_without_a_maximum()
    {
        Distribute();
        Trade();

        string[] before = Values();
        Market.Connection.Execute("insert into market.supply_cap values (1, 0, 'm', 1, 25000, 'a test')");

        // 4,000 USDC bought 1,990 GOLD (the pool's arithmetic).
        before.ShouldContain("fdv max_supply - -");
        before.ShouldContain($"fdv total_supply 10000 {ValueOf(10_000)}");
        before.ShouldContain($"market_cap souk 8195 {ValueOf(8_195)}");
        before.ShouldContain($"market_cap unlocked 9099 {ValueOf(9_099)}");
        Values().ShouldContain($"fdv max_supply 25000 {ValueOf(25_000)}");
    }

    [Fact]
    public void The_registry_states_the_maximum_from_the_day_on_that_it_was_read()
    {
        Distribute();
        Trade();
        using TokenFiles files = new();
        const string Registry = """
            system: m
            tokens: [{ symbol: GOLD, decimals: 0, supply_max: 21000.9, confidence: exact, source: a paper }]
            """;
        TokenRegistry.Import(Market.Connection, [files.Write(Registry)], TokenFiles.Monday);
        TokenRegistry.Import(
            Market.Connection,
            [files.Write(Registry.Replace("21000.9", "30000", StringComparison.Ordinal))],
            TokenFiles.Monday.AddDays(1)
        );

        Values(TokenFiles.Monday.AddHours(-1)).ShouldContain("fdv max_supply - -");
        Values(TokenFiles.Monday.AddHours(1)).ShouldContain($"fdv max_supply 21000 {ValueOf(21_000)}");
        Values().ShouldContain($"fdv max_supply 30000 {ValueOf(30_000)}");
    }

    [Fact]
    public void The_maximum_of_the_real_token_is_none_of_one_that_is_made_up_but_its_contract_s_is()
    {
        Distribute();
        Trade();
        using TokenFiles files = new();
        TokenRegistry.Import(
            Market.Connection,
            [
                files.Write(
                    """
                    system: m
                    tokens: [{ symbol: GOLD, decimals: 0, supply_max: 21000, confidence: exact, source: a paper }]
                    """
                ),
            ],
            TokenFiles.Monday
        );
        string[] real = [.. Values(), .. NotMinted()];

        Market.Connection.Execute("insert into chain.development values (1)");
        string[] madeUp = [.. Values(), .. NotMinted()];
        Market.Connection.Execute("insert into market.supply_cap values (1, 0, 'm', 1, 25000, 'a test')");

        real.ShouldContain($"fdv max_supply 21000 {ValueOf(21_000)}");
        real[^1].ShouldBe("11000");
        madeUp.ShouldContain("fdv max_supply - -");
        madeUp.ShouldContain($"fdv total_supply 10000 {ValueOf(10_000)}");
        NotMinted().ShouldBe(["15000"]);
        Values().ShouldContain($"fdv max_supply 25000 {ValueOf(25_000)}");
        madeUp.Length.ShouldBe(real.Length - 1);

        string[] NotMinted() =>
            [
                .. Market
                    .Rows("valuation_rows")
                    .Where(row => row.Contains("not minted", StringComparison.Ordinal))
                    .Select(row => row.Split(' ')[^5]),
            ];
    }

    [Fact]
    public void The_overhang_is_told_as_a_share_in_days_of_volume_and_as_a_multiple_of_the_depth()
    {
        Distribute();
        Trade();

        // 30 days of 1,000 / 100 are 300, 90 days the other 901 of 99 + 901; 1,990 traded in 30 days; 17,364 sellable.
        Market
            .Rows("unlock_overhang")
            .ShouldBe([
                $"1 GOLD 0 30 300 99 {300 * 1_000_000L / 8_195} {300 * 30_000L / 1_990} {300 * 1_000L / 17_364} 0 0",
                $"1 GOLD 0 90 900 99 {900 * 1_000_000L / 8_195} {900 * 30_000L / 1_990} {900 * 1_000L / 17_364} 0 0",
                $"1 GOLD 0 365 901 99 {901 * 1_000_000L / 8_195} {901 * 30_000L / 1_990} {901 * 1_000L / 17_364} 0 0",
            ]);
    }

    [Fact]
    public void Whose_overhang_counts_what_is_unclaimed_is_explained_by_the_schedules()
    {
        Distribute();

        MetricDifference difference = MetricDifference.Explain(
            Market.Connection,
            "unlock_overhang",
            "unclaimed",
            "contracts",
            "m"
        );

        // 99 of 1,000 are free and nobody took them; 901 are ahead within a year.
        difference.ByToken.ShouldBe([new MetricDifference.Sum("GOLD", 1_000, 901)]);
        difference
            .Rows.Rows.Select(row => $"{difference.Rows.Text(row, "bucket")} {row[3]} {row[8]}")
            .ShouldBe(["Team 0 99"]);
        Market
            .Rows("overhang_rows")
            .Select(row => string.Join(' ', row.Split(' ')[8..]))
            .ShouldBe(["99 0 0 99", "300 300 300 300", "600 600 600 600", "1 1 1 1"]);
    }

    [Fact]
    public void Velocity_leaves_mints_out_and_what_contracts_pass_on_apart()
    {
        Distribute();
        Market.Transfer(10, 11, 400, "2025-01-05");

        // 300 to staking and 5 to the dead address passed besides the 400; of them the staking contract took part in 300.
        Market.Rows("velocity").ShouldBe([$"1 GOLD 0 705 405 8195 {705 * 1_000 / 8_195} {405 * 1_000 / 8_195}"]);
    }

    private string[] Values(DateTime? knownAt = null) =>
        [
            .. Market
                .Rows("valuation", knownAt: knownAt)
                .Select(row => row.Split(' '))
                .Select(row => $"{row[5]} {row[6]} {row[^4]} {row[^2]}"),
        ];

    private static BigInteger ValueOf(BigInteger tokens) =>
        tokens * (4_000 * BigInteger.Pow(10, 18) / 1_990) / BigInteger.Pow(10, 18);

    private void Trade()
    {
        _pools.Fill(Pool, 1_000_000, 2_000_000, "2025-01-05");
        _pools.Buy(Pool, 4_000, "2025-01-10");
    }

    /// <summary>10,000 in all: 1,000 vest over 100 days from 1 January; the team's and the treasury's are 500.</summary>
    private void Distribute()
    {
        Market.Hold(Vesting, "vesting");
        Market.Hold(61, "staking");
        Market.Hold(63, "treasury");
        Market.Label(64, "Investor", "investor");
        Market.Address(66, "000000000000000000000000000000000000DEAD");
        Market.Connection.Execute(
            $"insert into market.vesting values (1, 0, 'm', {Vesting}, 'Team', 1, 20, {Seconds("2025-01-01")}, {Seconds("2025-01-01")}, {100 * 86_400})"
        );
        Market.Transfer(0, Vesting, 1_000);
        Market.Transfer(0, 10, 8_300);
        Market.Transfer(0, 63, 500);
        Market.Transfer(0, 64, 200);
        Market.Transfer(10, 61, 300, "2025-01-02");
        Market.Transfer(10, 66, 5, "2025-01-03");
    }

    private static long Seconds(string day) =>
        new DateTimeOffset(
            DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture),
            TimeSpan.Zero
        ).ToUnixTimeSeconds();
}
