using static Souk.Warehouse.Tests.Recomputations.DrawnRow;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Metrics of the chains that a market is read from, and of how well they were.</summary>
internal static class ChainRecomputations
{
    [Recomputes("as_of")]
    public static IEnumerable<string> AsOf(DrawnQuestion asked) =>
        asked
            .Blocks.GroupBy(block => block.Int("chain_id"))
            .Select(blocks =>
                Line(
                    blocks.Key,
                    blocks.Max(block => block.Long("number")),
                    blocks.Max(block => block.Time),
                    blocks.Min(block => block.Time)
                )
            );

    [Recomputes("data_quality")]
    public static IEnumerable<string> DataQuality(DrawnQuestion asked)
    {
        DrawnRow[] logs = [.. Logs(asked)];
        yield return Line(
            logs.Length,
            Quarantined(asked).Count(row => row.Has("log_index")),
            asked.Seen("market.payment").Count(leg => leg.Text("evidence") == "transfer" && !leg.Has("leg_log_index")),
            asked.Seen("market.release").Count(row => !row.Has("leg_log_index"))
        );
    }

    [Recomputes("data_health")]
    public static IEnumerable<string> DataHealth(DrawnQuestion asked)
    {
        DateTime now = asked.AsOf ?? asked.Facts.Rows("chain.block").Max(block => block.Time);
        int[] chains =
        [
            .. asked
                .Tokens.Select(token => token.Int("chain_id"))
                .Union(
                    asked
                        .Facts.Rows("chain.contract")
                        .Where(row => row.System == asked.Market)
                        .Select(row => row.Int("chain_id"))
                ),
        ];
        string[] chainLines = [.. chains.SelectMany(chain => OfChain(asked, chain, now))];
        foreach (string line in (string[])[.. chainLines, .. OfRows(asked), .. OfFiles(asked)])
        {
            yield return line;
        }
    }

    private static IEnumerable<string> OfChain(DrawnQuestion asked, int chain, DateTime now)
    {
        DrawnRow[] reorgs = [.. asked.SeenAnywhere("chain.reorg").Where(row => row.Int("chain_id") == chain)];
        yield return Line(
            "reorgs",
            $"chain {chain}",
            reorgs.Length,
            null,
            $"deepest {reorgs.Select(row => row.Long("depth")).DefaultIfEmpty().Max()}, logs removed {reorgs.Sum(row => row.Long("removed_log_count"))}"
        );
        DrawnRow[] blocks =
        [
            .. asked
                .Facts.Rows("chain.block")
                .Where(block => block.Int("chain_id") == chain && block.Time <= asked.Until),
        ];
        if (blocks.Length == 0)
        {
            yield break;
        }

        DrawnRow last = blocks.MaxBy(block => block.Long("number"))!;
        DateTime time = blocks.Max(block => block.Time);
        yield return Line(
            "freshness",
            $"chain {chain}",
            (long)(now - time).TotalSeconds,
            null,
            $"block {last["number"]}, {Words(time)}"
        );
        foreach (string line in OfRanges(asked, chain, last.Long("number")))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> OfRanges(DrawnQuestion asked, int chain, long last)
    {
        (long From, long To, string Proof)[] ranges =
        [
            .. asked
                .Facts.Rows("chain.range")
                .Where(row => row.Int("chain_id") == chain && row.Long("from_block") <= last)
                .Select(row => (row.Long("from_block"), Math.Min(row.Long("to_block"), last), row.Text("proof"))),
        ];
        if (ranges.Length == 0)
        {
            yield break;
        }

        HashSet<long> covered =
        [
            .. ranges.SelectMany(range =>
                Enumerable.Range((int)range.From, (int)(range.To - range.From + 1)).Select(number => (long)number)
            ),
        ];
        yield return Line(
            "gaps",
            $"chain {chain}",
            covered.Max() - covered.Min() + 1 - covered.Count,
            null,
            $"ranges {ranges.Length}"
        );
        foreach (var proof in ranges.GroupBy(range => range.Proof))
        {
            long stored = proof.Sum(range => range.To - range.From + 1);
            yield return Line(
                "coverage",
                $"chain {chain}, {proof.Key}",
                stored,
                DrawnQuestion.Ppm(stored, covered.Count),
                ""
            );
        }
    }

    private static IEnumerable<string> OfRows(DrawnQuestion asked)
    {
        int logs = Logs(asked).Count();
        foreach (var reason in Quarantined(asked).GroupBy(row => row.Text("reason")))
        {
            yield return Line(
                "quarantine",
                reason.Key,
                reason.Count(),
                DrawnQuestion.Ppm(reason.Count(), logs),
                $"contracts {reason.Select(row => row.Int("address_id")).Distinct().Count()}"
            );
        }

        string Unmatched(string subject, IEnumerable<DrawnRow> rows) =>
            Line(
                "unmatched",
                subject,
                rows.Count(row => !row.Has("leg_log_index")),
                DrawnQuestion.Ppm(rows.Count(row => !row.Has("leg_log_index")), rows.Count()),
                ""
            );
        yield return Unmatched(
            "payment legs",
            asked.Seen("market.payment").Where(leg => leg.Text("evidence") == "transfer")
        );
        yield return Unmatched("releases", asked.Seen("market.release"));
    }

    private static IEnumerable<string> OfFiles(DrawnQuestion asked)
    {
        // Labels and sectors are of every market.
        foreach (
            (string name, string table) in new[]
            {
                ("label", "party.declared_label"),
                ("sector_capitalisation", "reference.sector_capitalisation"),
                ("fact", "reference.fact"),
                ("price", "reference.price"),
                ("offchain_event", "reference.offchain_event"),
                ("adoption", "reference.adoption"),
                ("offchain_revenue", "reference.offchain_revenue"),
            }
        )
        {
            DrawnRow[] rows =
            [
                .. asked
                    .Facts.Rows(table)
                    .Where(row => name is "label" or "sector_capitalisation" || row.System == asked.Market),
            ];
            DrawnRow[] superseded = [.. rows.Where(row => row.Has("superseded_at"))];
            if (rows.Length > 0)
            {
                yield return Line(
                    "revisions",
                    name,
                    superseded.Length,
                    DrawnQuestion.Ppm(superseded.Length, rows.Length),
                    $"last {(superseded.Length == 0 ? "never" : Words(superseded.Max(row => row["superseded_at"])))}"
                );
            }
        }

        DrawnRow[] facts =
        [
            .. asked.Facts.Rows("reference.fact").Where(row => row.System == asked.Market && !row.Has("superseded_at")),
        ];
        foreach (var confidence in facts.GroupBy(row => row.Text("confidence")))
        {
            yield return Line(
                "registry",
                confidence.Key,
                confidence.Count(),
                DrawnQuestion.Ppm(confidence.Count(), facts.Length),
                ""
            );
        }
    }

    /// <summary>Logs of the market's contracts up to the last block of the asked time.</summary>
    private static IEnumerable<DrawnRow> Logs(DrawnQuestion asked) => OfContracts(asked, "chain.log");

    private static IEnumerable<DrawnRow> Quarantined(DrawnQuestion asked) => OfContracts(asked, "chain.quarantine");

    private static IEnumerable<DrawnRow> OfContracts(DrawnQuestion asked, string table) =>
        asked
            .Facts.Rows(table)
            .Where(row =>
                asked
                    .Facts.Rows("chain.contract")
                    .Any(one =>
                        one.System == asked.Market
                        && one.Int("chain_id") == row.Int("chain_id")
                        && one.Int("address_id") == row.Int("address_id")
                    )
            )
            .Where(row =>
                asked
                    .Facts.Rows("chain.block")
                    .Any(block =>
                        block.Int("chain_id") == row.Int("chain_id")
                        && block.Long("number") == row.Long("block_number")
                        && block.Time <= asked.Until
                    )
            );
}
