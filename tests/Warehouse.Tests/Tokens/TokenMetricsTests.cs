using Souk.DuckDb;
using Souk.Warehouse.Tokens;

namespace Souk.Warehouse.Tests.Tokens;

public sealed class TokenMetricsTests : IDisposable
{
    private readonly TokenFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Systems_are_compared_within_their_pillar_and_only_those_that_are_indexed_are_ranked()
    {
        Ship();
        _files.Connection.Execute(
            """
            insert into chain.system values ('masa', 'Masa', 'MASA', null), ('ocean', 'Ocean', 'OCEAN', null);
            insert into market.contribution values
                (1, 0, 0, timestamp '2025-01-01', 'masa', 'a', 1, 1), (1, 0, 1, timestamp '2025-01-02', 'masa', 'a', 2, 1),
                (1, 0, 2, timestamp '2025-03-01', 'ocean', 'b', 3, 1);
            insert into market.payment values
                (1, 0, 3, 0, timestamp '2025-01-03', 'ocean', 'price', 1, 7, 3, 10, 'b', 'internal', null);
            """
        );

        string[] data =
        [
            .. _files.Metric("pillars", "masa").Where(row => row.StartsWith("data|", StringComparison.Ordinal)),
        ];

        data.ShouldBe([
            "data|masa|Masa|crypto_for_ai|live|reported|True|2|0|0|0|1",
            "data|ocean|Ocean Protocol|crypto_for_ai|merged|assumed|False|1|1|0|1|2",
            "data|sahara|Sahara AI|crypto_for_ai|live|assumed|False|-|-|-|-|-",
        ]);
        _files
            .Metric("pillars", "masa", new DateTime(2025, 1, 1, 12, 0, 0))
            .ShouldContain("data|masa|Masa|crypto_for_ai|live|reported|True|1|0|0|0|1");
        _files
            .Metric("pillars", "masa")
            .Count(row => row.StartsWith("compute|bittensor|", StringComparison.Ordinal))
            .ShouldBe(1);
    }

    [Fact]
    public void Directions_count_the_systems_and_say_how_many_tags_are_a_judgement_of_ours()
    {
        Ship();

        _files
            .Metric("directions", "ritual")
            .ShouldBe([
                "crypto_for_ai|9|9|bittensor, fetch_ai, gensyn, masa, myshell, ocean, oraichain, sahara, singularitynet|False",
                "neither|6|6|avalanche, bnb_chain, coinlist, layerzero, pyth, wormhole|False",
                "ai_for_crypto|1|1|ritual|True",
            ]);
    }

    [Fact]
    public void A_sale_is_compared_with_every_known_price_and_with_what_sources_state()
    {
        Ship();

        string[] rows = _files.Metric("launchpad_returns", "sahara");

        // 0.036785 / 0.06; 0.1034 / 0.1; 0.033088 / 0.1.
        rows.ShouldContain(
            "sahara|Buidlpad sale|Buidlpad|SAHARA|2025-06-14|0.060000000000000000|low|2025-11-29|0.036785000000000000|0.613083|reported|followin.io/en/trendingTopic/3148|True"
        );
        rows.ShouldContain(row =>
            row.StartsWith("gensyn|Sonar auction", StringComparison.Ordinal)
            && row.Contains("|first|2026-04-29|0.103400000000000000|1.034|assumed|", StringComparison.Ordinal)
        );
        rows.ShouldContain(row =>
            row.Contains("|close|2026-05-02|0.033088000000000000|0.33088|assumed|", StringComparison.Ordinal)
        );
        rows[0]
            .ShouldStartWith(
                "ocean|CoinList sale|CoinList|OCEAN|2019-01-01|-|by March 2024 (stated)|2024-03-01|-|10|reported|"
            );
        rows.Count(row =>
                row.StartsWith("coinlist|", StringComparison.Ordinal)
                && row.Contains("|-|not found|", StringComparison.Ordinal)
            )
            .ShouldBe(2);
        rows.ShouldNotContain(row =>
            row.Contains("|high|2024-04-11", StringComparison.Ordinal) && !row.Contains("|-|", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_sale_is_shown_as_it_was_reported_from_its_day_on()
    {
        Ship();

        _files
            .Metric("sales", "masa")
            .ShouldBe([
                "masa|CoinList community sale|CoinList|MASA|2024-03-07|-|-|8750000.000000000000000000|6.400000000000000000|17|-|reported|founding article on Masa; gate.io/learn/articles 2743",
            ]);
        _files.Metric("sales", "masa", new DateTime(2024, 3, 6)).ShouldBeEmpty();
    }

    [Fact]
    public void A_return_uses_the_last_imported_price_up_to_the_asked_time()
    {
        Ship();
        _files.Connection.Execute(
            """
            insert into reference.price values
                ('sahara', 'SAHARA', 'USD', timestamp '2025-07-01', 0.09, null, 'reported', 'a', timestamp '2026-01-01', null),
                ('sahara', 'SAHARA', 'USD', timestamp '2025-08-01', 0.03, null, 'reported', 'a', timestamp '2026-01-01', null),
                ('sahara', 'SAHARA', 'USD', timestamp '2025-07-02', 9, null, 'reported', 'a', timestamp '2026-01-01', timestamp '2026-01-02');
            """
        );

        string Multiple(DateTime asOf) =>
            _files
                .Metric("launchpad_returns", "sahara", asOf)
                .Single(row => row.Contains("|last import|", StringComparison.Ordinal))
                .Split('|')[9];

        Multiple(new DateTime(2025, 7, 15)).ShouldBe("1.5");
        Multiple(new DateTime(2025, 8, 15)).ShouldBe("0.5");
    }

    [Fact]
    public void The_cost_basis_of_a_bucket_is_guessed_from_nothing()
    {
        _files.Import(Funded);

        string[] rows = _files.Metric("funding_rounds", "m");

        // (2,000,000 + 6,000,000) / (20 % of 400,000,000) = 0.1; the strategic round states its price.
        rows.Select(row =>
                string.Join('|', row.Split('|')[..1].Concat(row.Split('|')[1..9]).Concat(row.Split('|')[10..14]))
            )
            .ShouldBe([
                "m|seed|seed|2022-01-01|2000000.000000000000000000|-|-|Alpha (lead), Beta|backers|8000000.000000000000000000|0.1|raised over bucket|exact",
                "m|A|series_a|2023-05-01|6000000.000000000000000000|-|-|Alpha|backers|8000000.000000000000000000|0.1|raised over bucket|exact",
                "m|late|strategic|2024-01-01|-|0.250000000000000000|-|-|late|-|0.25|stated price|reported",
                "m|open|private|2024-02-01|-|-|-|-|open|-|-|amount not found|not found",
            ]);
        _files
            .Metric("funding_rounds", "m", new DateTime(2022, 6, 1))
            .Single()
            .ShouldContain("|0.025|raised over bucket|");
        // What the price is from, not the amount that nobody found.
        rows[2].ShouldEndWith("|stated price|reported|a paper");
    }

    [Fact]
    public void A_price_that_one_of_two_rounds_states_is_not_what_the_other_paid()
    {
        _files.Import(
            Funded.Replace("kind: seed, date", "kind: seed, price_usd: 0.03, date", StringComparison.Ordinal)
        );

        string[] costs =
        [
            .. _files
                .Metric("funding_rounds", "m")
                .Where(row => row.Contains("|backers|", StringComparison.Ordinal))
                .Select(row => string.Join('|', row.Split('|')[11..13])),
        ];

        costs.ShouldBe(["0.1|raised over bucket", "0.1|raised over bucket"]);
    }

    [Fact]
    public void The_private_round_of_the_founding_article_has_its_investors_and_no_invented_cost_basis()
    {
        Ship();

        _files
            .Metric("funding_rounds", "masa")
            .ShouldBe([
                "masa|private|private|-|18000000.000000000000000000|-|-|Anagram, Digital Currency Group, GoldenTree Asset Management|private round|-|18000000.000000000000000000|-|share not found|not found|founding article on Masa",
            ]);
    }

    private const string Funded = """
        system: m
        tokens: [{ symbol: GOLD, decimals: 0, supply_max: 400000000, confidence: exact, source: a }]
        allocations:
          - { bucket: backers, token: GOLD, class: investors, share_percent: 20, confidence: exact, source: a }
          - { bucket: late, token: GOLD, class: investors, share_percent: 1, confidence: exact, source: a }
          - { bucket: open, token: GOLD, class: investors, share_percent: 1, confidence: exact, source: a }
        rounds:
          - { round: seed, kind: seed, date: 2022, raised_usd: 2000000, bucket: backers, confidence: exact, source: a }
          - { round: A, kind: series_a, date: 2023-05, raised_usd: 6000000, bucket: backers, confidence: exact, source: a }
          - { round: late, kind: strategic, date: 2024-01-01, raised_usd: not found, price_usd: { value: 0.25, confidence: reported, source: a paper }, bucket: late, confidence: exact, source: a }
          - { round: open, kind: private, date: 2024-02, raised_usd: not found, bucket: open, confidence: exact, source: a }
        investors:
          - { investor: Alpha, round: seed, kind: venture, role: lead, confidence: exact, source: a }
          - { investor: Beta, round: seed, kind: corporate, role: participant, confidence: exact, source: a }
          - { investor: Alpha, round: A, kind: venture, role: participant, confidence: exact, source: a }
        """;

    private void Ship() => TokenRegistry.Import(_files.Connection, TokenFiles.Shipped(), TokenFiles.Monday);
}
