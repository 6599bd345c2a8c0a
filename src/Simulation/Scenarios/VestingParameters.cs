using static Souk.Simulation.Scenarios.QuantityKind;

namespace Souk.Simulation.Scenarios;

/// <summary>The parameters of each vesting schedule.</summary>
internal static class VestingParameters
{
    // The year 9999: every date fits, and sums of two stay exact in a double.
    private const double SecondsMax = 253_402_300_799;

    public static IReadOnlyList<string> Fields { get; } = ["start", "cliff", "duration"];

    public static IEnumerable<Parameter> Of(int index)
    {
        Parameter Schedule(
            string field,
            QuantityKind kind,
            double min,
            Func<VestingSchedule, long> get,
            Func<VestingSchedule, long, VestingSchedule> set
        ) =>
            new(
                $"vesting[{index}].{field}",
                kind,
                min,
                SecondsMax,
                s => get(s.State.Vesting[index]),
                (s, v) => Replace(s, index, set(s.State.Vesting[index], (long)Math.Round(v)))
            );

        yield return Schedule(
            "start",
            UnixSeconds,
            0,
            v => v.StartUnixSeconds,
            (v, x) => v with { StartUnixSeconds = x }
        );
        yield return Schedule("cliff", Seconds, 0, v => v.CliffSeconds, (v, x) => v with { CliffSeconds = x });
        yield return Schedule("duration", Seconds, 0, v => v.DurationSeconds, (v, x) => v with { DurationSeconds = x });
    }

    private static Scenario Replace(Scenario scenario, int index, VestingSchedule schedule)
    {
        VestingSchedule[] schedules = [.. scenario.State.Vesting];
        schedules[index] = schedule;
        return scenario with { State = scenario.State with { Vesting = schedules } };
    }
}
