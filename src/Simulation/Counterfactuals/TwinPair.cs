using Souk.Simulation.Blueprints;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Counterfactuals;

/// <summary>What a group holds more of a token because of what the twin lacks.</summary>
/// <param name="ByDay">Base units at the close of each day; negative where it holds less.</param>
public sealed record GroupDifference(string Group, string Token, int Decimals, IReadOnlyList<Int128> ByDay)
{
    /// <summary>Base units on the last day.</summary>
    public Int128 Last => ByDay[^1];

    /// <summary>The first day at whose close it differs; null where it never does.</summary>
    public int? FirstDay => ByDay.ToList().FindIndex(units => units != 0) is >= 0 and int day ? day : null;
}

/// <summary>Both runs of one replicate, and what differs between them.</summary>
internal sealed class TwinPair
{
    private TwinPair() { }

    public required string ActualDigest { get; init; }

    public required string OtherDigest { get; init; }

    /// <summary>All that groups hold, by group and token, those without a difference left out.</summary>
    public required IReadOnlyList<GroupDifference> Groups { get; init; }

    /// <summary>What each group's holdings are worth more on the last day, USD at each run's own prices.</summary>
    public required IReadOnlyDictionary<string, double> WorthUsd { get; init; }

    /// <summary>In the order of days and rules; empty for replicates other than the first.</summary>
    public required IReadOnlyList<DifferingPosting> Postings { get; init; }

    /// <summary>Postings that both runs made.</summary>
    public required int SamePostings { get; init; }

    public static TwinPair Play(
        Blueprint actual,
        Blueprint other,
        uint seed,
        uint replicate,
        CancellationToken cancellation
    )
    {
        bool keepsPostings = replicate == 0;
        TwinRun one = TwinRun.Play(actual, seed, replicate, keepsPostings, cancellation);
        TwinRun two = TwinRun.Play(other, seed, replicate, keepsPostings, cancellation);
        (IReadOnlyList<DifferingPosting> postings, int same) = PostingDifference.Of(one.Postings, two.Postings);
        (string Group, string Token)[] held = [.. one.Held.Union(two.Held).OrderBy(key => key, s_byName)];
        return new()
        {
            ActualDigest = one.Digest,
            OtherDigest = two.Digest,
            Groups =
            [
                .. held.Select(key => Difference(one, two, key, actual.HorizonDays))
                    .Where(difference => difference.FirstDay is not null),
            ],
            WorthUsd = held.GroupBy(key => key.Group)
                .ToDictionary(
                    group => group.Key,
                    group => group.Sum(key => Worth(one, key, actual) - Worth(two, key, actual))
                ),
            Postings = postings,
            SamePostings = same,
        };
    }

    private static readonly Comparer<(string Group, string Token)> s_byName = Comparer<(
        string Group,
        string Token
    )>.Create(
        (a, b) =>
            string.CompareOrdinal(a.Group, b.Group) is not 0 and var order
                ? order
                : string.CompareOrdinal(a.Token, b.Token)
    );

    private static GroupDifference Difference(TwinRun one, TwinRun two, (string Group, string Token) key, int days) =>
        new(
            key.Group,
            key.Token,
            one.Decimals.GetValueOrDefault(key.Token, two.Decimals.GetValueOrDefault(key.Token)),
            [.. Enumerable.Range(0, days).Select(day => one.Balance(key, day) - two.Balance(key, day))]
        );

    private static double Worth(TwinRun run, (string Group, string Token) key, Blueprint blueprint) =>
        run.Prices.TryGetValue(key.Token, out double price)
            ? price * BaseUnits.ToNumber(run.Balance(key, blueprint.HorizonDays - 1), run.Decimals[key.Token])
            : 0;
}
