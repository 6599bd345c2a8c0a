using System.Numerics;
using static Souk.Warehouse.Tests.Recomputations.DrawnRow;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Metrics of work that was handed in and judged.</summary>
internal static class WorkRecomputations
{
    [Recomputes("acceptance")]
    public static IEnumerable<string> Acceptance(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        int? Actor(int? party) => party is { } id ? graph.Actor(id) : null;
        foreach (IGrouping<string, Work> channel in Works(asked).GroupBy(work => work.Channel))
        {
            Work[] accepted = [.. channel.Where(work => work.Is("accepted"))];
            Work[] rejected = [.. channel.Where(work => work.Is("rejected"))];
            Work[] judged = [.. accepted, .. rejected];
            yield return Line(
                channel.Key,
                channel.Count(),
                accepted.Length,
                rejected.Length,
                channel.Count(work => work.Verdict is null),
                DrawnQuestion.Ppm(accepted.Length, judged.Length),
                Distinct(channel.Select(work => Actor(work.Contributor))),
                Distinct(judged.Select(work => Actor(work.Contributor)))
                    - Distinct(accepted.Select(work => Actor(work.Contributor))),
                Distinct(judged.Select(work => Actor(work.Reviewer))),
                judged.Count(work => work.Contributor is not null && Actor(work.Contributor) == Actor(work.Reviewer)),
                DrawnQuestion.Median(accepted.Select(work => work.QualityPpm).OfType<BigInteger>()),
                DrawnQuestion.Median(rejected.Select(work => work.QualityPpm).OfType<BigInteger>()),
                DrawnQuestion.Median(judged.Select(work => work.WaitSeconds).OfType<long>())
            );
        }
    }

    /// <summary>What completeness asks of work.</summary>
    public static IEnumerable<(string Check, bool IsMet)> Checks(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        foreach (Work work in Works(asked))
        {
            yield return ("work_has_review", work.Verdict is not null);
            if (work.Is("accepted"))
            {
                yield return (
                    "accepted_work_has_reward",
                    asked
                        .Legs("reward")
                        .Any(leg =>
                            work.Contributor is { } contributor
                            && graph.Actor(leg.Int("payee_id")) == graph.Actor(contributor)
                            && work.Asset is not null
                            && leg.TextOr("asset_key") == work.Asset
                            && leg.Time >= work.Verdict!.Time
                        )
                );
            }
        }
    }

    /// <summary>Who had work judged after a day, and none of it accepted.</summary>
    public static HashSet<int> Rejected(DrawnQuestion asked, DateTime after)
    {
        PartyGraph graph = new(asked);
        return
        [
            .. Works(asked)
                .Where(work => work.Contributor is not null && work.Verdict?.Time.Date > after)
                .GroupBy(work => graph.Actor(work.Contributor!.Value))
                .Where(works => works.All(work => work.Is("rejected")))
                .Select(works => works.Key),
        ];
    }

    private static int Distinct(IEnumerable<int?> parties) => parties.OfType<int>().Distinct().Count();

    private static IEnumerable<Work> Works(DrawnQuestion asked) =>
        asked
            .Seen("market.review")
            .GroupBy(row => row.Text("work_key"))
            .Select(rows => new Work([.. rows.OrderBy(row => row.Place)]));

    /// <param name="Rows">What was told of one piece, in order.</param>
    private sealed record Work(DrawnRow[] Rows)
    {
        public DrawnRow? Verdict => Rows.LastOrDefault(row => row.Text("action") != "submitted");

        public string Channel => Rows[^1].Text("channel");

        public string? Asset => Rows.LastOrDefault(row => row.Has("asset_key"))?.Text("asset_key");

        public int? Contributor => Rows.LastOrDefault(row => row.Has("contributor_id"))?.Int("contributor_id");

        public int? Reviewer => Verdict?.Int("reviewer_id");

        public BigInteger? QualityPpm =>
            Verdict is { } row && row.Has("quality") ? row.Big("quality") * 1_000_000 / row.Big("quality_max") : null;

        public long? WaitSeconds =>
            Verdict is { } row && Rows.FirstOrDefault(one => one.Text("action") == "submitted") is { } first
                ? (long)(row.Time - first.Time).TotalSeconds
                : null;

        public bool Is(string action) => Verdict?.Text("action") == action;
    }
}
