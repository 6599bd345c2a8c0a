using System.Numerics;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>What files say of the drawn markets, labels of addresses, and what became of documents. Some values were superseded.
/// </summary>
internal sealed class DrawnFiles(DrawnFacts facts)
{
    private static readonly DateTime s_told = new(2026, 1, 1);
    private static readonly string[] s_confidences = ["exact", "reported", "assumed"];
    private int _line;

    public void Draw()
    {
        // All but the last market are tagged; one system is tagged and not indexed.
        foreach (string market in (string[])[.. DrawnFacts.Markets[..3], "elsewhere"])
        {
            DrawProfile(market);
            DrawRounds(market);
            DrawSales(market);
            for (int day = 0; day < 70; day++)
            {
                DrawDay(market, new DateOnly(2024, 12, 1).AddDays(day));
            }
        }

        for (int party = 5; party < 12; party += 2)
        {
            facts.Add(
                "party.declared_label",
                DrawnFacts.Address(party),
                facts.Pick("One", "Two"),
                facts.Pick("team", "exchange", "foundation"),
                facts.Pick(400_000, 700_000),
                "a file",
                s_told,
                null
            );
        }

        // Two of them were labelled otherwise before.
        foreach (int party in (int[])[5, 9])
        {
            facts.Add(
                "party.declared_label",
                DrawnFacts.Address(party),
                "Before",
                "other",
                1_000_000,
                "an older file",
                s_told.AddDays(-9),
                s_told
            );
        }

        DrawHandouts();
        for (int uri = 0; uri < 5; uri++)
        {
            foreach (string market in DrawnFacts.Markets[..3])
            {
                facts.Add(
                    "document.attempt",
                    market,
                    $"ipfs://{uri}",
                    facts.Pick("fetched", "fetched", "missing"),
                    "",
                    s_told,
                    null,
                    null,
                    facts.Chance(70) ? new byte[32] : [1, .. new byte[31]],
                    null,
                    facts.Chance(50) ? facts.Chance(80) : null
                );
            }
        }

        foreach (string market in DrawnFacts.Markets[..3])
        {
            DrawRegistryFigures(market);
        }
    }

    /// <summary>Burns of a token, one of them undated, and a supply that stands among the figures as well.</summary>
    private void DrawRegistryFigures(string market)
    {
        Tell(market, "tokens", "GOLD", ("supply_total", "7.5"), ("supply_as_of", facts.Pick("2024-12", "2025-01-20")));
        foreach (string? date in (string?[])["2024-07", "2025-01-10", "2025-02-01", null])
        {
            Tell(
                market,
                "figures",
                $"burned/{date ?? "not found"}",
                ("figure", "burned"),
                ("date", date),
                ("value", facts.Pick("258449.4", "3000000", null)),
                ("unit", "GOLD")
            );
        }
    }

    /// <summary>Seven handouts a day apart, each of which answers a few questions of each market in one of three ways.</summary>
    private void DrawHandouts()
    {
        for (int id = 1; id <= 7; id++)
        {
            facts.Add(
                "reference.handout",
                id,
                facts.Pick("memo", "site"),
                null,
                "all",
                "",
                "",
                facts.Pick("1:10", "1:11"),
                "",
                facts.Pick("1", "2"),
                "0.1.0",
                s_told.AddDays(id)
            );
            foreach (string market in DrawnFacts.Markets[..3])
            {
                foreach (DateTime moment in (DateTime[])[DrawnFacts.Times[9], DrawnFacts.Times[33]])
                {
                    string answer = facts.Pick("alpha", "beta", "gamma");
                    facts.Add(
                        "reference.handed_answer",
                        id,
                        market,
                        "supply",
                        moment,
                        facts.Pick("address", "entity"),
                        null,
                        "q",
                        (long)answer.Length,
                        $"{answer} and what follows",
                        answer
                    );
                }
            }
        }
    }

    private void DrawProfile(string market)
    {
        Tell(
            market,
            "profile",
            "profile",
            ("title", market),
            ("pillar", facts.Pick("data", "compute")),
            ("direction", facts.Pick("ai_for_crypto", "crypto_for_ai")),
            ("launched", facts.Pick("2024-05-31", "2024-02"))
        );
        Tell(market, "tokens", "GOLD", ("decimals", "1"), ("supply_max", facts.Pick("1000000000", "0.3", null)));
        foreach (string bucket in (string[])["team", "seed", "public"])
        {
            Tell(
                market,
                "allocations",
                bucket,
                ("token", "GOLD"),
                ("bucket", bucket),
                ("class", "team"),
                ("share_percent", facts.Pick("12.5", "0.333333", null)),
                ("tge_percent", facts.Pick("0", "10", null)),
                ("cliff_months", facts.Pick("12", "6-9", null)),
                ("vesting_months", facts.Pick("24", null)),
                (
                    "watched",
                    bucket == "public"
                        ? facts.Pick(facts.Hex(DrawnFacts.Treasury), "0x" + new string('f', 40), null)
                        : null
                ),
                ("contracts", bucket == "seed" ? "nobody's, Investors" : null)
            );
        }
    }

    private void DrawRounds(string market)
    {
        for (int round = 0; round < 6; round++)
        {
            Tell(
                market,
                "rounds",
                $"round {round}",
                ("kind", "private"),
                ("date", facts.Pick("2025-01-10", "2024-07", null)),
                ("raised_usd", facts.Pick("1000000", "2500000.5", null)),
                ("price_usd", facts.Pick("0.05", "0.05", "0.1", null, null)),
                ("bucket", facts.Pick("team", "seed", null))
            );
            Tell(
                market,
                "investors",
                $"investor {round}",
                ("investor", $"Fund {facts.Draw(3)}"),
                ("round", $"round {facts.Draw(6)}"),
                ("role", facts.Pick("lead", "other"))
            );
        }
    }

    private void DrawSales(string market)
    {
        for (int sale = 0; sale < 3; sale++)
        {
            Tell(
                market,
                "sales",
                $"sale {sale}",
                ("venue", "a launchpad"),
                ("token", "GOLD"),
                ("date", "2024-06-01"),
                ("price_usd", facts.Pick("0.25", "0.2", null)),
                ("raised_usd", facts.Pick("8750000", null)),
                ("minutes", facts.Pick("17", "90"))
            );
            Tell(
                market,
                "multiples",
                $"multiple {sale}",
                ("sale", $"sale {facts.Draw(3)}"),
                ("when", "at its high"),
                ("date", facts.Pick("2025-01-20", null)),
                ("multiple", facts.Pick("13.3", "2"))
            );
            Tell(
                market,
                "quotes",
                $"quote {sale}",
                ("token", "GOLD"),
                ("kind", facts.Pick("high", "low")),
                ("date", facts.Pick("2024-08-01", "2025-01-15")),
                ("price_usd", facts.Pick("0.1", "3.5"))
            );
        }
    }

    /// <summary>A record's values; null was looked for and not found. A tenth has a value before it that was superseded.</summary>
    private void Tell(
        string market,
        string section,
        string item,
        params ReadOnlySpan<(string Field, string? Value)> values
    )
    {
        foreach ((string field, string? value) in values)
        {
            string confidence = value is null ? "not found" : facts.Pick(s_confidences);
            if (facts.Chance(10))
            {
                facts.Add(
                    "reference.fact",
                    market,
                    section,
                    item,
                    field,
                    "2",
                    "exact",
                    "old",
                    "f",
                    _line++,
                    s_told.AddDays(-9),
                    s_told
                );
            }

            facts.Add(
                "reference.fact",
                market,
                section,
                item,
                field,
                value,
                confidence,
                $"source {_line}",
                "f",
                _line++,
                s_told,
                null
            );
        }
    }

    private void DrawDay(string market, DateOnly day)
    {
        DateTime? superseded = facts.Chance(20) ? s_told.AddDays(3) : null;
        string confidence = facts.Pick(s_confidences);
        string source = facts.Pick("a", "b");
        DateTime time = day.ToDateTime(TimeOnly.MinValue).AddHours(facts.Draw(24));
        decimal amount = facts.Draw(1_000_000) / 1_000m;
        if (facts.Chance(40))
        {
            facts.Add(
                "reference.price",
                market,
                "GOLD",
                facts.Pick("USD", "USD", "EUR"),
                time,
                facts.Chance(90) ? amount : 0m,
                null,
                confidence,
                source,
                s_told,
                superseded
            );
        }

        facts.Add(
            "reference.offchain_event",
            market,
            $"event {_line++}",
            time,
            facts.Pick("page_view", "login", "post"),
            facts.Chance(70) ? DrawnFacts.Address(facts.Pick(facts.Party(), DrawnFacts.Contract, 0)) : null,
            null,
            new BigInteger(facts.Draw(5)),
            source,
            s_told,
            superseded
        );
        facts.Add(
            "reference.adoption",
            market,
            $"{market}/{day.DayNumber % 3}",
            "hub",
            facts.Pick("stars", "downloads"),
            day,
            new BigInteger(_line * 3),
            confidence,
            source,
            s_told,
            superseded
        );
        DrawFigures(market, day, confidence, superseded);
    }

    private void DrawFigures(string market, DateOnly day, string confidence, DateTime? superseded)
    {
        decimal amount = facts.Draw(1_000_000) / 1_000m;
        if (day.Day == 1)
        {
            facts.Add(
                "reference.offchain_revenue",
                market,
                day,
                day.AddDays(30),
                "USD",
                amount,
                confidence,
                "a",
                s_told,
                superseded
            );
        }

        if (market == "m1")
        {
            facts.Add(
                "reference.sector_capitalisation",
                facts.Pick("AI", "all"),
                day,
                facts.Chance(95) ? amount + 7 : 0m,
                confidence,
                "a",
                s_told,
                superseded
            );
        }
    }
}
