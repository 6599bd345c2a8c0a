using Souk.Campaigns.Chains;
using Souk.Campaigns.Faults;
using Souk.LocalChain.Economy;

namespace Souk.Campaigns.Schedules;

/// <summary>What happens in one schedule: a pure function of its seed.</summary>
/// <param name="StorySeed">Which chain. Fewer chains than schedules: the index of an undisturbed chain is made once.
/// </param>
/// <param name="Endpoints">Rules of each endpoint; an endpoint without rules is honest.</param>
/// <param name="Moments">For each possible stage: after how many answers the next begins; null for after a run.</param>
/// <param name="Kills">For each run: before which step, counted from 0, the writer dies; null for none.</param>
internal sealed record FaultSchedule(
    ulong Seed,
    ulong StorySeed,
    bool BreaksFinality,
    NodeHabits Habits,
    IReadOnlyList<IReadOnlyList<FaultRule>> Endpoints,
    IReadOnlyList<int?> Moments,
    IReadOnlyList<int?> Kills,
    int RangeBlocksMax
)
{
    public const int StoryCount = 256;

    private const int KindsMax = 4;
    private const int StagesMax = 6;
    private const int StepMax = 120;

    /// <param name="withLies">Whether endpoints may say what only a proof disproves.</param>
    public static FaultSchedule Of(ulong seed, bool withLies = true)
    {
        var stream = new SeededStream(seed, "faults");
        var habits = new NodeHabits(
            ServesFinalized: stream.Chance(perMille: 900),
            KeepsOrphans: stream.Chance(perMille: 500),
            LogBlocksMax: stream.Chance(perMille: 200) ? stream.Between(3, 20) : 10_000
        );
        List<FaultRule> rules = Rules(stream, withLies);
        IReadOnlyList<IReadOnlyList<FaultRule>> endpoints = stream.Below(4) switch
        {
            3 => [rules, Rules(stream, withLies), []],
            0 => [rules],
            1 => [rules, []],
            _ =>
            [
                [],
                rules,
            ],
        };
        return new FaultSchedule(
            seed,
            StorySeed: (ulong)stream.Below(StoryCount),
            BreaksFinality: stream.Chance(perMille: 40),
            habits,
            endpoints,
            Moments:
            [
                .. Enumerable
                    .Range(0, StagesMax)
                    .Select(_ => stream.Chance(perMille: 500) ? stream.Between(1, 120) : (int?)null),
            ],
            Kills:
            [
                .. Enumerable
                    .Range(0, stream.Chance(perMille: 400) ? stream.Between(1, 4) : 0)
                    .Select(_ => stream.Chance(perMille: 800) ? stream.Below(StepMax) : (int?)null),
            ],
            RangeBlocksMax: stream.Chance(perMille: 50) ? stream.Between(1, 5) : stream.Pick([10, 20, 40, 1000])
        );
    }

    public bool HasHonestEndpoint => Endpoints.Any(rules => rules.Count == 0);

    public bool HasKills => Kills.Any(step => step is not null);

    /// <summary>All that happens, for a person who looks into one schedule.</summary>
    public string Describe() =>
        string.Join(
            '\n',
            [
                $"seed {Seed}: chain {StorySeed}{(BreaksFinality ? ", which breaks finality" : "")}, {Habits}",
                $"ranges of {RangeBlocksMax} blocks; the chain moves on after {Shown(Moments)} answers; kills at {Shown(Kills)}",
                .. Endpoints.Select(
                    (rules, index) => $"endpoint {index}: {(rules.Count == 0 ? "honest" : string.Join(", ", rules))}"
                ),
            ]
        );

    private static string Shown(IReadOnlyList<int?> numbers) =>
        string.Join(" ", numbers.Select(number => number is null ? "-" : $"{number}"));

    private static List<FaultRule> Rules(SeededStream stream, bool withLies) =>
        [.. Enumerable.Range(0, stream.Between(1, KindsMax)).Select(_ => Rule(stream, withLies))];

    private static FaultRule Rule(SeededStream stream, bool withLies)
    {
        FaultKind kind = stream.Pick(withLies ? FaultKinds.OfEndpoints : FaultKinds.Open);
        bool isForever = stream.Chance(perMille: 150);
        int perMille = isForever ? stream.Pick([5, 30, 1000]) : stream.Pick([20, 60, 150, 400]);
        return new FaultRule(kind, perMille, isForever ? FaultRule.Forever : stream.Between(1, 3), stream.Next());
    }
}
