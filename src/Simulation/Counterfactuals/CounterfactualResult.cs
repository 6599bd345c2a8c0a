using System.Globalization;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Metrics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Counterfactuals;

/// <summary>What a scenario did that its twin did not, over replicates.</summary>
public sealed class CounterfactualResult
{
    private readonly IReadOnlyList<TwinPair> _pairs;

    internal CounterfactualResult(Blueprint actual, Blueprint other, uint seed, IReadOnlyList<TwinPair> pairs)
    {
        (Actual, Other, Seed, _pairs) = (actual, other, seed, pairs);
    }

    public Blueprint Actual { get; }

    public Blueprint Other { get; }

    public uint Seed { get; }

    public int Runs => _pairs.Count;

    /// <summary>Differences of replicate 0, exact, by group and token.</summary>
    public IReadOnlyList<GroupDifference> Groups => _pairs[0].Groups;

    /// <summary>Postings of replicate 0 that only one of the runs made, the first one first.</summary>
    public IReadOnlyList<DifferingPosting> Postings => _pairs[0].Postings;

    /// <summary>Postings of replicate 0 that both runs made.</summary>
    public int SamePostings => _pairs[0].SamePostings;

    /// <summary>Digests of replicate 0 of both.</summary>
    public (string Actual, string Other) Digests => (_pairs[0].ActualDigest, _pairs[0].OtherDigest);

    /// <summary>Groups of people whom a sentence can be about: parts that stand for somebody, in both scenarios.</summary>
    public IReadOnlyList<string> People =>
        [
            .. Actual
                .Parts.Where(part =>
                    part.Kind.Name.StartsWith("people.", StringComparison.Ordinal) && Other.Find(part.Name) is not null
                )
                .Select(part => part.Name),
        ];

    /// <summary>All groups of accounts that hold something in one of the runs.</summary>
    public IReadOnlyList<string> Holders => [.. _pairs[0].WorthUsd.Keys];

    /// <summary>What a group's holdings are worth more on the last day, USD at each run's own prices, by replicate.</summary>
    public IReadOnlyList<double> WorthUsd(string group) =>
        [.. _pairs.Select(pair => pair.WorthUsd.GetValueOrDefault(group))];

    /// <summary>P5, P50 and P95 over replicates.</summary>
    public (double Low, double Median, double High) Band(string group)
    {
        double[] sorted = [.. WorthUsd(group).Order()];
        return (Quantile.OfSorted(sorted, 0.05), Quantile.OfSorted(sorted, 0.5), Quantile.OfSorted(sorted, 0.95));
    }

    /// <summary>A sentence that answers what the change cost a group or gave it.</summary>
    /// <param name="change">In words, such as `vesting.team`.</param>
    public string Answer(string change, string group)
    {
        (double low, double median, double high) = Band(group);
        int poorer = WorthUsd(group).Count(worth => worth < 0);
        int richer = WorthUsd(group).Count(worth => worth > 0);
        string day = Actual.Start.AddDays(Actual.HorizonDays - 1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (poorer + richer == 0)
        {
            return $"{change} changed nothing for {group} until {day}, in any of {Runs} runs.";
        }

        string band = string.Create(
            CultureInfo.InvariantCulture,
            $"{Math.Abs(median):#,##0.##} USD (90 of 100 runs: {Math.Min(Math.Abs(low), Math.Abs(high)):#,##0.##} to {Math.Max(Math.Abs(low), Math.Abs(high)):#,##0.##})"
        );
        string does =
            low >= 0 ? $"gave {group} {band}"
            : high <= 0 ? $"cost {group} {band}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"changed what {group} has by {low:+#,##0.##;-#,##0.##} to {high:+#,##0.##;-#,##0.##} USD in 90 of 100 runs"
            );
        return $"Until {day}, {change} {does}; they were poorer with it in {poorer} and richer in {richer} of {Runs} runs with the same luck, holdings taken at each run's own prices. {Held(group)}";
    }

    private string Held(string group)
    {
        string[] parts =
        [
            .. Groups
                .Where(one => one.Group == group && one.Last != 0)
                .Select(one =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{BaseUnits.ToNumber(Int128.Abs(one.Last), one.Decimals):#,##0.######} {one.Token} {(one.Last < 0 ? "less" : "more")}"
                    )
                ),
        ];
        return parts.Length == 0
            ? "In run 0 they hold the same tokens and money; only prices differ."
            : $"In run 0 they hold {string.Join(" and ", parts)}.";
    }
}
