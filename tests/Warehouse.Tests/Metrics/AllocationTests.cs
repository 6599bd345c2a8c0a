using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Tests.Tokens;
using Souk.Warehouse.Tokens;
using Souk.Warehouse.Unlocks;

namespace Souk.Warehouse.Tests.Metrics;

public sealed class AllocationTests : IDisposable
{
    // 8 % of 15,000.5 GOLD, whose market has no decimals; the wallet is that of party 30.
    private const string Registry = """
        system: m
        tokens: [{ symbol: GOLD, decimals: 0, supply_max: 15000.5, confidence: exact, source: a paper }]
        allocations:
          - { bucket: team, token: GOLD, class: team, share_percent: 8, contracts: "Team vesting 1, Team vesting 2", confidence: reported, source: a paper }
          - { bucket: Treasury, token: GOLD, class: treasury, share_percent: 1, watched: "0x000000000000000000000000000000000000001E", confidence: exact, source: a paper }
          - { bucket: advisers, token: GOLD, class: advisors, share_percent: not found, confidence: reported, source: a paper }
        rounds:
          - { round: A, kind: seed, raised_usd: 60, bucket: team, confidence: exact, source: a paper }
        """;

    private readonly PaidMarket _market = new("2025-01-10");
    private readonly TokenFiles _files = new();

    public void Dispose()
    {
        _market.Dispose();
        _files.Dispose();
    }

    [Fact]
    public void A_bucket_of_the_registry_is_shown_by_contracts_or_a_wallet_or_is_a_promise_only()
    {
        // 100 seconds from 1970 on: all of it vested long ago.
        Vest(60, "Team vesting 1");
        Vest(61, "Team vesting 2");
        Vest(62, "Foundation vesting");
        _market.Transfer(0, 60, 1_000);
        _market.Transfer(0, 61, 100);
        _market.Transfer(60, 20, 400, "2025-01-05");
        _market.Connection.Execute(
            "insert into market.release values (1, 0, 99, 0, timestamp '2025-01-05', 'm', 60, 1, 400, 1)"
        );
        _market.Transfer(0, 30, 70);
        _market.Transfer(30, 31, 20);
        Import(Registry);

        _market
            .Rows("allocations")
            .ShouldBe([
                "Foundation vesting contract - 0 0 0 0 - - -",
                "Treasury watched wallet 150 - - - - 50 exact a paper",
                "advisers promise only - - - - - - not found a paper",
                "team contract 1200 1100 1100 400 700 - reported a paper",
            ]);
    }

    [Fact]
    public void What_a_contract_of_a_bucket_releases_has_the_cost_of_the_rounds_that_feed_the_bucket()
    {
        Vest(60, "Team vesting 1");
        _market.Transfer(0, 60, 1_000);
        _market.Transfer(60, 20, 400, "2025-01-05");
        _market.Connection.Execute(
            "insert into market.release values (1, 0, 99, 0, timestamp '2025-01-05', 'm', 60, 1, 400, 1)"
        );
        Import(Registry);

        // 60 USD for 1,200.04 tokens.
        AfterUnlock
            .Trace(_market.Connection, "m")
            .Select(fate => (fate.HolderClass, fate.Cost!.Usd, fate.Cost.Basis))
            .Distinct()
            .ShouldBe([("Team vesting 1", 0.049998333, "raised over bucket")]);
    }

    [Fact]
    public void What_is_promised_without_a_contract_is_told_apart_in_calendar_and_overhang()
    {
        _market.Transfer(0, 10, 9_600);
        Vest(60, "shown");
        // 10 % of 12,000, of which 2 % of the supply at the launch and the rest in ten months from February on.
        Import(
            """
            system: m
            profile: { title: M, pillar: data, direction: neither, stage: live, launched: 2025-01-01, confidence: exact, source: a }
            tokens: [{ symbol: GOLD, decimals: 0, supply_max: 12000, confidence: exact, source: a }]
            allocations:
              - { bucket: community, token: GOLD, class: community, share_percent: 10, tge_percent: 2, cliff_months: 1, vesting_months: 10, confidence: exact, source: a }
              - { bucket: shown, token: GOLD, class: team, share_percent: 10, tge_percent: 2, cliff_months: 1, vesting_months: 10, confidence: exact, source: a }
              - { bucket: vague, token: GOLD, class: team, share_percent: 10, tge_percent: 0, cliff_months: not found, vesting_months: 10, confidence: exact, source: a }
            """
        );

        string[] promised =
        [
            .. _market.Rows("unlocks").Where(row => row.EndsWith(" promised", StringComparison.Ordinal)),
        ];

        promised.ShouldAllBe(row => row.Contains(" community (promised) "));
        promised[0].ShouldBe("2025-01-01 community (promised) 240 - 240 promised");
        promised[1].ShouldBe($"2025-02-01 community (promised) {960 * 28 / 303} - {960 * 28 / 303} promised");
        promised
            .Sum(row => int.Parse(row.Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(1_200);
        _market.Rows("unlock_overhang")[^1].ShouldBe("1 GOLD 0 365 0 0 0 - - 960 100000");
        // The calendar differs from contracts by what is promised alone.
        MetricDifference difference = MetricDifference.Explain(
            _market.Connection,
            "unlock_overhang",
            "calendar",
            "contracts",
            "m"
        );
        difference.ByToken.ShouldBe([new MetricDifference.Sum("GOLD", 960, 0)]);
        difference
            .Rows.Rows.Select(row => $"{row[3]} {row[4]} {row[7]}")
            .ShouldBe(["30 community promised", "90 community promised", "365 community promised"]);
    }

    [Fact]
    public void A_promise_of_the_real_token_is_none_of_one_that_is_made_up()
    {
        _market.Transfer(0, 10, 9_600);
        Import(
            """
            system: m
            profile: { title: M, pillar: data, direction: neither, stage: live, launched: 2025-01-01, confidence: exact, source: a }
            tokens: [{ symbol: GOLD, decimals: 0, supply_max: 12000, confidence: exact, source: a }]
            allocations:
              - { bucket: community, token: GOLD, class: community, share_percent: 10, tge_percent: 2, cliff_months: 1, vesting_months: 10, confidence: exact, source: a }
            """
        );
        _market.Rows("unlocks").ShouldNotBeEmpty();
        _market.Rows("unlock_kinds").ShouldNotBeEmpty();
        _market.Rows("unlock_overhang").ShouldNotBeEmpty();

        _market.Connection.Execute("insert into chain.development values (1)");

        _market.Rows("unlocks").ShouldBeEmpty();
        _market.Rows("unlock_kinds").ShouldBeEmpty();
        _market.Rows("unlock_overhang").ShouldBeEmpty();
        _market.Rows("overhang_rows").ShouldBeEmpty();
        // The promise itself is still told.
        _market.Rows("allocations").Single().ShouldStartWith("community promise only 1200 ");
    }

    [Theory]
    [InlineData(
        "share_percent: 1,",
        "share_percent: 1, contracts: team vesting 2,",
        "'team vesting 2' is in the bucket 'team' already"
    )]
    [InlineData("1, Team", "1, , Team", "contracts of 'team' has a comma without a name")]
    [InlineData("000001E", "000001", "watched is '0x0000000000")]
    public void What_two_buckets_name_or_nobody_could_find_is_refused(string old, string bad, string complaint) =>
        _files.Refuse(Registry.Replace(old, bad, StringComparison.Ordinal)).ShouldContain(complaint);

    private void Vest(int wallet, string contract) =>
        _market.Connection.Execute(
            $"insert into market.vesting values (1, 0, 'm', {wallet}, '{contract}', 1, 20, 0, 0, 100)"
        );

    private void Import(string text) =>
        TokenRegistry.Import(_market.Connection, [_files.Write(text)], TokenFiles.Monday);
}
