using System.Globalization;
using static Souk.Warehouse.Tests.Recomputations.DrawnRow;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Metrics of what files say.</summary>
internal static class FileRecomputations
{
    internal static readonly string[] Surest = ["exact", "reported", "assumed", "not found"];

    [Recomputes("adoption")]
    public static IEnumerable<string> Adoption(DrawnQuestion asked)
    {
        var series = Known(asked, "reference.adoption")
            .Where(row => Day(row, "day") <= DateOnly.FromDateTime(asked.Until))
            .GroupBy(row =>
                (
                    Asset: row.Text("asset_key"),
                    Platform: row.Text("platform"),
                    Measure: row.Text("measure"),
                    Source: row.Text("source")
                )
            );
        foreach (var rows in series)
        {
            DrawnRow last = rows.MaxBy(row => Day(row, "day"))!;
            DrawnRow? before = rows.Where(row => Day(row, "day") <= Day(last, "day").AddDays(-30))
                .MaxBy(row => Day(row, "day"));
            object name =
                asked
                    .Seen("market.asset")
                    .Where(row => row.Text("asset_key") == rows.Key.Asset)
                    .MaxBy(row => row.Place)
                    ?["name"]
                ?? "";
            yield return Line(
                rows.Key.Asset,
                name,
                rows.Key.Platform,
                rows.Key.Measure,
                Day(last, "day"),
                last.Big("value"),
                before is null ? null : last.Big("value") - before.Big("value"),
                last.Text("confidence"),
                rows.Key.Source
            );
        }
    }

    [Recomputes("directions")]
    public static IEnumerable<string> Directions(DrawnQuestion asked) =>
        Records(asked, "profile", everywhere: true)
            .GroupBy(record => record.Value("direction"))
            .Select(group =>
                Line(
                    group.Key,
                    group.Count(),
                    group.Count(record => record.Confidence("direction") == "assumed"),
                    string.Join(", ", group.Select(record => record.System).Order(StringComparer.Ordinal)),
                    group.Any(record => record.System == asked.Market)
                )
            );

    [Recomputes("funding_rounds")]
    public static IEnumerable<string> FundingRounds(DrawnQuestion asked)
    {
        Record[] rounds =
        [
            .. Records(asked, "rounds")
                .Where(round => round.Day("date") is not { } day || day.ToDateTime(TimeOnly.MinValue) <= asked.Until),
        ];
        foreach (Record round in rounds)
        {
            string? bucket = round.Value("bucket");
            // A round that feeds no bucket stands for itself.
            Record[] feeding = bucket is null ? [round] : [.. rounds.Where(other => other.Value("bucket") == bucket)];
            Record? allocation = bucket is null
                ? null
                : Records(asked, "allocations").FirstOrDefault(found => found.Item == bucket);
            decimal? share = allocation?.Number("share_percent");
            decimal? supply = Records(asked, "tokens").Select(token => token.Number("supply_max")).SingleOrDefault();
            decimal[] prices = [.. feeding.Select(other => other.Number("price_usd")).OfType<decimal>().Distinct()];
            bool isStated = prices.Length == 1 && feeding.All(other => other.Number("price_usd") is not null);
            bool isComplete = feeding.All(other => other.Number("raised_usd") is not null);
            decimal? raised = feeding.Any(other => other.Number("raised_usd") is not null)
                ? feeding.Sum(other => other.Number("raised_usd") ?? 0)
                : null;
            (double? cost, string basis) =
                isStated ? ((double?)prices[0], "stated price")
                : !isComplete ? (null, "amount not found")
                : share is null || supply is null ? (null, "share not found")
                : (Math.Round((double)raised! / ((double)share / 100 * (double)supply), 9), "raised over bucket");
            Record[] priced = [.. feeding.Where(other => other.Number("price_usd") is not null)];
            string?[] sure = isStated
                ? [.. priced.Select(other => other.Confidence("price_usd"))]
                : [round.Confidence("raised_usd"), allocation?.Confidence("share_percent")];
            string[] stating =
            [
                .. priced.Select(other => other.Source("price_usd")!).Distinct().Order(StringComparer.Ordinal),
            ];
            string[] investors =
            [
                .. Records(asked, "investors")
                    .Where(found => found.Value("round") == round.Item)
                    .OrderBy(found => found.Value("role"), StringComparer.Ordinal)
                    .ThenBy(found => found.Value("investor"), StringComparer.Ordinal)
                    .Select(found => found.Value("investor") + (found.Value("role") == "lead" ? " (lead)" : "")),
            ];
            yield return Line(
                asked.Market,
                round.Item,
                round.Value("kind"),
                round.Day("date"),
                round.Number("raised_usd"),
                round.Number("price_usd"),
                null,
                investors.Length == 0 ? null : string.Join(", ", investors),
                bucket,
                share,
                raised,
                cost,
                basis,
                sure.OfType<string>().MaxBy(word => Array.IndexOf(Surest, word)),
                isStated ? string.Join("; ", stating) : round.Source("raised_usd")
            );
        }
    }

    [Recomputes("offchain_events")]
    public static IEnumerable<string> OffchainEvents(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        HashSet<string> seen = [];
        foreach (
            (string table, string column) in (ReadOnlySpan<(string, string)>)
                [
                    ("transfer", "sender_id"),
                    ("transfer", "recipient_id"),
                    ("payment", "payer_id"),
                    ("payment", "payee_id"),
                    ("contribution", "contributor_id"),
                ]
        )
        {
            seen.UnionWith(asked.Seen($"market.{table}").Select(row => asked.Hex(graph.Actor(row.Int(column)))));
        }

        foreach (
            var group in Known(asked, "reference.offchain_event")
                .Where(row => row.Time <= asked.Until)
                .GroupBy(row => (Month: DrawnQuestion.Month(row.Time), Class: row.Text("class")))
        )
        {
            string[] parties =
            [
                .. group
                    .Where(row => row.Has("party"))
                    .Select(row => graph.Actor("0x" + Convert.ToHexStringLower((byte[])row["party"]!)))
                    .Distinct(),
            ];
            yield return Line(
                group.Key.Month,
                group.Key.Class,
                DrawnQuestion.Sum(group.Select(row => row.Big("count"))),
                parties.Length,
                parties.Count(seen.Contains)
            );
        }
    }

    [Recomputes("offchain_revenue")]
    public static IEnumerable<string> OffchainRevenue(DrawnQuestion asked) =>
        Known(asked, "reference.offchain_revenue")
            .Where(row => Day(row, "to_day") <= DateOnly.FromDateTime(asked.Until))
            .Select(row =>
                Line(row["from_day"], row["to_day"], row["currency"], row["amount"], row["confidence"], row["source"])
            );

    [Recomputes("sector_capitalisation")]
    public static IEnumerable<string> SectorCapitalisation(DrawnQuestion asked)
    {
        DrawnRow[] rows =
        [
            .. asked.Facts.Rows("reference.sector_capitalisation").Where(row => !row.Has("superseded_at")),
        ];
        foreach (DrawnRow row in rows.Where(row => Day(row, "day") <= DateOnly.FromDateTime(asked.Until)))
        {
            decimal? before = rows.SingleOrDefault(other =>
                    other.Text("sector") == row.Text("sector") && Day(other, "day") == Day(row, "day").AddDays(-30)
                )
                ?.Decimal("capitalisation_usd");
            decimal now = row.Decimal("capitalisation_usd")!.Value;
            yield return Line(
                row["sector"],
                row["day"],
                now,
                before > 0 ? Math.Round((now / before.Value - 1) * 1_000_000, MidpointRounding.AwayFromZero) : null,
                row["confidence"],
                row["source"]
            );
        }
    }

    [Recomputes("token_allocations")]
    public static IEnumerable<string> TokenAllocations(DrawnQuestion asked)
    {
        foreach (Record allocation in Records(asked, "allocations"))
        {
            decimal? supply = Records(asked, "tokens").Select(token => token.Number("supply_max")).SingleOrDefault();
            decimal? Part(string field) =>
                supply is { } all && allocation.Number(field) is { } percent ? Math.Floor(all * percent) / 100 : null;
            int[] cliffs =
            [
                .. (allocation.Value("cliff_months") ?? "")
                    .Split('-', StringSplitOptions.RemoveEmptyEntries)
                    .Select(text => int.Parse(text, CultureInfo.InvariantCulture)),
            ];
            int? vesting = (int?)allocation.Number("vesting_months");
            DateOnly? launched = Records(asked, "profile").Single().Day("launched");
            DateOnly? After(int? months) => months is { } count ? launched?.AddMonths(count) : null;
            int? cliff = cliffs.Length == 0 ? null : cliffs[0];
            yield return Line(
                "GOLD",
                allocation.Item,
                "team",
                null,
                allocation.Number("share_percent"),
                Part("share_percent"),
                Part("tge_percent"),
                cliff,
                cliffs.Length == 0 ? null : cliffs[^1],
                vesting,
                After(cliff),
                After(cliff + vesting),
                null,
                allocation.Confidence("share_percent"),
                allocation.Source("bucket")
            );
        }
    }

    [Recomputes("revisions")]
    public static IEnumerable<string> Revisions(DrawnQuestion asked)
    {
        foreach (
            DrawnRow row in asked
                .Facts.Rows("reference.fact")
                .Where(row => row.System == asked.Market && row.Has("superseded_at"))
        )
        {
            string subject =
                row.Text("item") == row.Text("section") ? row.Text("field") : $"{row.Text("item")}/{row.Text("field")}";
            DrawnRow after = asked
                .Facts.Rows("reference.fact")
                .Single(next =>
                    next.System == row.System
                    && next.Text("section") == row.Text("section")
                    && next.Text("item") == row.Text("item")
                    && next.Text("field") == row.Text("field")
                    && Equals(next["recorded_at"], row["superseded_at"])
                );
            yield return Line(
                row["section"],
                subject,
                row["value"],
                after["value"] ?? "not found",
                row["source"],
                after["source"],
                row["recorded_at"],
                row["superseded_at"]
            );
        }

        foreach ((DrawnRow row, string kind, string subject, string value) in Superseded(asked))
        {
            yield return Line(
                kind,
                subject,
                value,
                null,
                row["source"],
                null,
                row["recorded_at"],
                row["superseded_at"]
            );
        }

        foreach (string line in RevisionRows.OfLabels(asked).Concat(RevisionRows.OfHandouts(asked)))
        {
            yield return line;
        }
    }

    /// <summary>Rows of series that a later file dropped.</summary>
    private static IEnumerable<(DrawnRow Row, string Kind, string Subject, string Value)> Superseded(
        DrawnQuestion asked
    )
    {
        string Whole(DrawnRow row, string column) =>
            ((decimal)row[column]!).ToString("0.000000000000000000", CultureInfo.InvariantCulture);
        IEnumerable<DrawnRow> Of(string table) =>
            asked.Facts.Rows($"reference.{table}").Where(row => row.System == asked.Market && row.Has("superseded_at"));
        return
        [
            .. asked
                .Facts.Rows("reference.sector_capitalisation")
                .Where(row => row.Has("superseded_at"))
                .Select(row =>
                    (
                        row,
                        "sector_capitalisation",
                        $"{row["sector"]}/{Words(row["day"])}/{row["source"]}",
                        Whole(row, "capitalisation_usd")
                    )
                ),
            .. Of("price")
                .Select(row =>
                    (
                        row,
                        "price",
                        $"{row["symbol"]}/{row["quote"]}/{Words(row.Time)}/{row["source"]}",
                        Whole(row, "price")
                    )
                ),
            .. Of("offchain_event")
                .Select(row =>
                    (
                        row,
                        "offchain_event",
                        row.Text("event_key"),
                        $"{row["class"]} {Words(row.Time)} {row["count"]}{(row["party"] is byte[] party ? " 0x" + Convert.ToHexStringLower(party) : "")}"
                    )
                ),
            .. Of("adoption")
                .Select(row =>
                    (
                        row,
                        "adoption",
                        $"{row["asset_key"]}/{row["platform"]}/{row["measure"]}/{Words(row["day"])}/{row["source"]}",
                        Words(row["value"])
                    )
                ),
            .. Of("offchain_revenue")
                .Select(row =>
                    (
                        row,
                        "offchain_revenue",
                        $"{Words(row["from_day"])}/{Words(row["to_day"])}/{row["currency"]}/{row["source"]}",
                        Whole(row, "amount")
                    )
                ),
        ];
    }

    private static DateOnly Day(DrawnRow row, string column) => (DateOnly)row[column]!;

    private static IEnumerable<DrawnRow> Known(DrawnQuestion asked, string table) =>
        asked.Facts.Rows(table).Where(row => row.System == asked.Market && !row.Has("superseded_at"));

    internal static IEnumerable<Record> Records(DrawnQuestion asked, string section, bool everywhere = false) =>
        asked
            .Facts.Rows("reference.fact")
            .Where(row =>
                row.Text("section") == section
                && !row.Has("superseded_at")
                && (everywhere || row.System == asked.Market)
            )
            .GroupBy(row => (row.System, Item: row.Text("item")))
            .Select(rows => new Record(rows.Key.System, rows.Key.Item, rows.ToDictionary(row => row.Text("field"))));

    internal sealed record Record(string System, string Item, Dictionary<string, DrawnRow> Fields)
    {
        public string? Value(string field) => Fields.GetValueOrDefault(field)?.TextOr("value");

        public decimal? Number(string field) =>
            Value(field) is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;

        public string? Confidence(string field) => Fields.GetValueOrDefault(field)?.Text("confidence");

        public string? Source(string field) => Fields.GetValueOrDefault(field)?.Text("source");

        public DateOnly? Day(string field) =>
            Value(field) is { } text
                ? DateOnly.Parse(text.Length == 7 ? text + "-01" : text, CultureInfo.InvariantCulture)
                : null;
    }
}
