using Souk.DuckDb;
using Souk.Warehouse.Claims;
using Souk.Warehouse.Imports;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Tests.Metrics;
using Souk.Warehouse.Tests.Tokens;
using Souk.Warehouse.Tokens;

namespace Souk.Warehouse.Tests.Claims;

public sealed class ClaimTests : IDisposable
{
    private readonly TokenFiles _files = new();
    private readonly PaidMarket _market = new("2025-06-30");

    public void Dispose()
    {
        _files.Dispose();
        _market.Dispose();
    }

    [Fact]
    public void The_numeric_claims_of_the_founding_articles_ship_and_are_taken()
    {
        IReadOnlyList<Claim> claims = ClaimRegistry.Read(TokenFiles.Shipped("claims"));

        string Figure(string system, string name) =>
            $"{claims.Single(claim => claim.System == system && claim.Name == name).Value}";
        claims.Count.ShouldBe(28);
        Figure("masa", "wallets").ShouldBe("1400000");
        Figure("sahara", "accounts").ShouldBe("3200000");
        Figure("sahara", "annotators").ShouldBe("200000");
        Figure("sahara", "revenue").ShouldBe("20000000");
        Figure("myshell", "downloads").ShouldBe("2000000");
        Figure("bnb_chain", "burned").ShouldBe("64026037.085");
        claims.Select(claim => claim.Interest).Distinct().Order().ShouldBe(["holder", "independent", "promoter"]);
        ClaimRegistry.Import(_files.Connection, TokenFiles.Shipped("claims"), TokenFiles.Monday);
        _files
            .Rows("select value::bigint, metric, metric_column, stated from reference.claim where claim = 'wallets'")
            .ShouldBe(["1400000|wallets|seen|partly observable"]);
    }

    [Fact]
    public void Every_shipped_claim_has_a_verdict_in_a_warehouse_without_data()
    {
        IReadOnlyList<Claim> claims = ClaimRegistry.Read(TokenFiles.Shipped("claims"));

        CheckedClaim[] verdicts = [.. claims.Select(claim => ClaimCheck.Run(_files.Connection, claim))];

        verdicts.ShouldAllBe(found => !found.IsComputed && found.Verdict == found.Claim.Stated);
        verdicts
            .Select(found => found.Verdict)
            .Distinct()
            .Order()
            .ShouldBe(["partly observable", "supported", "unobservable"]);
    }

    [Fact]
    public void Each_shipped_claim_has_a_metric_and_what_none_can_decide_says_which_data_would()
    {
        IReadOnlyList<Claim> claims = ClaimRegistry.Read(TokenFiles.Shipped("claims"));

        claims.ShouldAllBe(claim => claim.Metric != null);
        string[] unobservable =
        [
            "layerzero/buy-back",
            "masa/sold-out",
            "masa/oversubscribed",
            "sahara/waiting",
            "sahara/public-sale",
            "sahara/valuation",
        ];
        claims
            .Where(claim => claim.Stated == ClaimVerdict.Unobservable)
            .Select(Name)
            .ShouldBe(unobservable, ignoreOrder: true);
        // Which data would show it.
        claims
            .Where(claim => claim.Stated == ClaimVerdict.Unobservable)
            .ShouldAllBe(claim => claim.Why.Contains(" would show ", StringComparison.Ordinal));
        // Whatever a claim names is there: its metric has the columns, also where no row has a number.
        foreach (Claim claim in claims)
        {
            string[] columns = [.. MetricCatalogue.Run(_files.Connection, claim.Metric!, claim.System).Columns];
            columns.ShouldContain(claim.Measure!.Column, $"{claim.System} {claim.Name}");
            claim.Relation.ShouldNotBeNull();
            claim.Value.ShouldNotBeNull();
        }
    }

    [Fact]
    public void What_was_only_reported_is_shown_beside_a_claim_and_supports_nothing()
    {
        TokenRegistry.Import(_files.Connection, TokenFiles.Shipped(), TokenFiles.Monday);
        _files.Connection.Execute(
            """
            insert into reference.offchain_revenue values
                ('sahara', date '2025-01-01', date '2025-05-31', 'USD', 25000000, 'reported', 'a press release', timestamp '2026-01-01', null);
            insert into reference.sector_capitalisation values
                ('ai', date '2024-01-31', 10000000000, 'reported', 'a site', timestamp '2026-01-01', null),
                ('ai', date '2024-03-01', 26000000000, 'reported', 'a site', timestamp '2026-01-01', null);
            insert into reference.fact
            select 'sahara', 'rounds', item, 'valuation_usd', value, 'reported', 'a', 'f', 1, timestamp '2025-01-01', null
            from (values ('earlier rounds', '75000000'), ('series A', '600000000')) t (item, value);
            """
        );
        IReadOnlyList<Claim> claims = ClaimRegistry.Read(TokenFiles.Shipped("claims"));

        string Verdict(string name)
        {
            CheckedClaim found = ClaimCheck.Run(_files.Connection, claims.Single(claim => Name(claim) == name));
            return $"{found.Measured:0.##} {found.Verdict}, {found.Reason.Split(": ")[^1]}";
        }

        const string Neither = "a proxy, which neither supports nor contradicts";
        const string Proxy = $"partly observable, {Neither}";
        const string Unobservable = $"unobservable, {Neither}";
        // As claimed, and above it: the figures are of the claims' own sources, or of a press release.
        Verdict("masa/raised").ShouldBe($"18000000 {Proxy}");
        Verdict("ocean/return").ShouldBe($"10 {Proxy}");
        Verdict("sahara/revenue").ShouldBe($"25000000 {Proxy}");
        // The last over the one before.
        Verdict("sahara/valuation").ShouldBe($"8 {Unobservable}");
        // What the registry holds of books that are on no chain is what was said of them.
        Verdict("masa/sold-out").ShouldBe($"17 {Unobservable}");
        Verdict("masa/oversubscribed").ShouldBe($"6.4 {Unobservable}");
        Verdict("sahara/waiting").ShouldBe($"200000 {Unobservable}");
        Verdict("sahara/public-sale").ShouldBe($"8500000 {Unobservable}");
        Verdict("layerzero/buy-back").ShouldBe($"50000000 {Unobservable}");
        // The sector itself decides where a series is there: 26 billion are about 26.4.
        Verdict("masa/sector-after")
            .ShouldBe("26000000000 supported, metric sector_capitalisation, capitalisation_usd");
        // The sector gained 160 %, new tokens among it.
        Verdict("masa/sector-growth").ShouldBe($"160 {Proxy}");
    }

    private static string Name(Claim claim) => $"{claim.System}/{claim.Name}";

    [Fact]
    public void A_first_day_a_count_and_a_least_value_decide()
    {
        // Two days of rewards in different months; the contract of the first schedule keeps what it holds for ten seconds.
        _market.Pay("reward", 10, 11, 5, "2025-05-30");
        _market.Pay("reward", 10, 11, 5, "2025-06-01");
        _market.Pay("reward", 10, 12, 5, "2025-06-02");
        _market.Connection.Execute(
            "insert into market.vesting values (1, 0, 'm', 20, 'Team', 1, 21, 0, 0, 10), (1, 0, 'm', 22, 'Seed', 1, 23, 0, 0, 30)"
        );

        string Verdict(string metric, string column, string take, string relation, int figure, string sees)
        {
            CheckedClaim found = Check(
                Wallets(figure, relation, sees)
                    .Replace("metric: wallets", $"metric: {metric}", StringComparison.Ordinal)
                    .Replace("column: seen", $"column: {column}", StringComparison.Ordinal)
                    .Replace("beside: contributed", $"take: {take}", StringComparison.Ordinal)
            );
            found.IsComputed.ShouldBeTrue();
            return found.Verdict;
        }

        // 2025-05-30 is 20,238 days after 1970-01-01.
        Verdict("payments", "day", "first", "exactly", 20_238, "part").ShouldBe("supported");
        Verdict("payments", "day", "first", "exactly", 20_239, "part").ShouldBe("partly observable");
        Verdict("payments", "day", "first", "exactly", 20_239, "whole").ShouldBe("contradicted");
        Verdict("reward_roles", "month", "count", "exactly", 2, "part").ShouldBe("supported");
        // One schedule that is too short refutes what is said of all, and no part of them proves it.
        Verdict("vesting", "duration_seconds", "min", "at least", 11, "part").ShouldBe("contradicted");
        Verdict("vesting", "duration_seconds", "min", "at least", 10, "part").ShouldBe("partly observable");
        Verdict("vesting", "duration_seconds", "min", "at least", 10, "whole").ShouldBe("supported");
    }

    [Theory]
    // Figure, what the metric sees, verdict: two wallets are seen, one of them contributed.
    [InlineData(2, "at least", "part", "supported")]
    [InlineData(3, "at least", "part", "partly observable")]
    [InlineData(3, "at least", "whole", "contradicted")]
    [InlineData(1, "at most", "part", "contradicted")]
    [InlineData(2, "at most", "part", "partly observable")]
    [InlineData(2, "at most", "whole", "supported")]
    [InlineData(2, "about", "whole", "supported")]
    [InlineData(3, "about", "whole", "contradicted")]
    [InlineData(2, "about", "part", "partly observable")]
    public void A_number_decides_as_far_as_what_is_stored_reaches(
        int figure,
        string relation,
        string sees,
        string verdict
    )
    {
        _market.Contribute(10, "2025-06-30");
        _market.Transfer(0, 11, 5, "2025-06-30");

        CheckedClaim found = Check(Wallets(figure, relation, sees));

        found.Verdict.ShouldBe(verdict);
        found.Measured.ShouldBe(2);
        found.Beside.ShouldBe(("contributed", 1));
        found.IsComputed.ShouldBeTrue();
    }

    [Theory]
    // Stored are blocks of 2025-06-30 only.
    [InlineData("2025-06", "2025-07")]
    [InlineData("2025-01", "2025-06")]
    public void A_number_that_is_too_low_contradicts_nothing_outside_of_the_stored_blocks(string since, string date)
    {
        _market.Contribute(10, "2025-06-30");

        string text = Wallets(3, "at least", "whole")
            .Replace("date: 2025-06", $"date: {date}", StringComparison.Ordinal)
            .Replace("since: 2025-06-30", $"since: {since}", StringComparison.Ordinal);
        CheckedClaim found = Check(text);

        found.Verdict.ShouldBe("partly observable");
    }

    [Fact]
    public void Later_events_do_not_make_an_earlier_claim_true()
    {
        _market.Contribute(10, "2025-06-30");
        _market.Contribute(11, "2025-06-30");

        CheckedClaim found = Check(
            Wallets(2, "at least", "part").Replace("date: 2025-06", "date: 2025-05", StringComparison.Ordinal)
        );

        found.IsComputed.ShouldBeFalse();
        found.Verdict.ShouldBe("unobservable");
    }

    [Fact]
    public void Imported_counters_decide_without_blocks_and_in_the_claims_unit()
    {
        _files.Connection.Execute(
            """
            insert into reference.adoption values
                ('myshell', 'melo', 'huggingface', 'downloads', date '2025-05-01', 1500000, 'exact', 'hf', timestamp '2026-01-01', null),
                ('myshell', 'open', 'huggingface', 'downloads', date '2025-05-01', 600000, 'exact', 'hf', timestamp '2026-01-01', null),
                ('myshell', 'open', 'huggingface', 'downloads', date '2025-09-01', 9600000, 'exact', 'hf', timestamp '2026-01-01', null),
                ('myshell', 'open', 'github', 'stars', date '2025-05-01', 1200, 'exact', 'gh', timestamp '2026-01-01', null);
            """
        );
        IReadOnlyList<Claim> claims = ClaimRegistry.Read([
            TokenFiles.Shipped("claims").Single(path => path.Contains("myshell", StringComparison.Ordinal)),
        ]);

        CheckedClaim[] found = [.. claims.Select(claim => ClaimCheck.Run(_files.Connection, claim))];

        found
            .Select(claim => $"{claim.Claim.Name} {claim.Measured} {claim.Verdict}")
            .ShouldBe(["downloads 2100000 supported", "stars 1200 contradicted"]);
    }

    [Fact]
    public void Base_units_are_divided_before_they_are_compared()
    {
        _market.Transfer(0, 11, 2_500, "2025-06-30");
        string text = Wallets(25, "about", "whole")
            .Replace("metric: wallets", "metric: supply\n    decimals: 2", StringComparison.Ordinal)
            .Replace("column: seen", "column: supply", StringComparison.Ordinal)
            .Replace("beside: contributed", "take: last", StringComparison.Ordinal);

        Check(text)
            .ShouldSatisfyAllConditions(
                found => found.Measured.ShouldBe(25),
                found => found.Verdict.ShouldBe("supported")
            );
    }

    [Theory]
    [InlineData("column: seen", "column: sen", "names the column 'sen' of metric wallets; did you mean 'seen'?")]
    [InlineData(
        "beside: contributed",
        "beside: paied",
        "names the column 'paied' of metric wallets; did you mean 'paid'?"
    )]
    [InlineData(
        "beside: contributed",
        "row: mouth=1",
        "names the column 'mouth' of metric wallets; did you mean 'month'?"
    )]
    public void A_column_that_the_metric_has_not_is_named_with_the_nearest(string old, string bad, string complaint)
    {
        _market.Contribute(10, "2025-06-30");

        Should
            .Throw<ImportException>(() =>
                Check(Wallets(1, "at least", "part").Replace(old, bad, StringComparison.Ordinal))
            )
            .Message.ShouldContain(complaint);
    }

    [Fact]
    public void A_number_that_no_figure_reaches_is_compared_with_nothing_and_fails_nothing()
    {
        _market.Transfer(0, 11, Int128.Parse("99999999999999999999999999999999999999"), "2025-06-30");

        CheckedClaim Of(string decimals) =>
            Check(
                Wallets(25, "at least", "whole")
                    .Replace("metric: wallets", "metric: supply" + decimals, StringComparison.Ordinal)
                    .Replace("column: seen", "column: supply", StringComparison.Ordinal)
                    .Replace("beside: contributed", "take: last", StringComparison.Ordinal)
            );

        (Of("").IsComputed, Of("").Verdict).ShouldBe((false, "unobservable"));
        Of("\n    decimals: 18").Measured.ShouldBe(99999999999999999999.999999m);
    }

    [Theory]
    [InlineData("metric: wallets", "metric: wallets\n    decimals: 100", "decimals")]
    [InlineData("metric: wallets", "metric: walets", "no metric 'walets'; did you mean 'wallets'?")]
    [InlineData("    column: seen\n", "", "has a metric, and lacks the field 'column'")]
    [InlineData("interest: promoter", "interest: promotor", "did you mean 'promoter'?")]
    [InlineData("verdict: unobservable", "verdict: true", "verdict is 'true'")]
    [InlineData("beside: contributed", "row: downloads", "row 'downloads' is not column=value")]
    public void A_claim_that_cannot_be_checked_is_refused(string old, string bad, string complaint)
    {
        string path = _files.Write(Wallets(1, "at least", "part").Replace(old, bad, StringComparison.Ordinal));

        Should.Throw<ImportException>(() => ClaimRegistry.Read([path])).Message.ShouldContain(complaint);
    }

    [Fact]
    public void Revenue_that_no_chain_shows_is_a_series_of_its_own()
    {
        _market.Pay("price", 1, 10, 90, "2025-06-05");
        string[] before =
        [
            .. _market.Rows("gmv"),
            .. _market.Rows("rates"),
            .. _market.Rows("dataset_revenue"),
            .. _market.Rows("role_earnings"),
        ];
        _market.Connection.Execute(
            "insert into reference.offchain_revenue values ('m', date '2025-01-01', date '2025-06-30', 'USD', 25000000, 'reported', 'a press release', timestamp '2026-01-01', null)"
        );

        string[] after =
        [
            .. _market.Rows("gmv"),
            .. _market.Rows("rates"),
            .. _market.Rows("dataset_revenue"),
            .. _market.Rows("role_earnings"),
        ];

        after.ShouldBe(before);
        _market
            .Rows("offchain_revenue")
            .ShouldBe(["2025-01-01 2025-06-30 USD 25000000.000000000000000000 reported a press release"]);
    }

    [Fact]
    public void Editors_get_the_schema_of_claims()
    {
        string folder = Path.GetDirectoryName(TokenFiles.Shipped("claims")[0])!;

        File.ReadAllText(Path.Combine(folder, "claim.schema.json"))
            .ShouldBe(ClaimRegistry.Schema(), "run ./souk claims schema > data/claims/claim.schema.json");
    }

    private CheckedClaim Check(string text) =>
        ClaimCheck.Run(_market.Connection, ClaimRegistry.Read([_files.Write(text)]).Single());

    private static string Wallets(int figure, string relation, string sees) =>
        $"""
            system: m
            claims:
              - claim: wallets
                statement: There are wallets.
                date: 2025-06
                speaker: M
                interest: promoter
                relation: {relation}
                value: {figure}
                since: 2025-06-30
                metric: wallets
                column: seen
                beside: contributed
                sees: {sees}
                verdict: unobservable
                why: A test.
                confidence: exact
                source: a test
            """;
}
