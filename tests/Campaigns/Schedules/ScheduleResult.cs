using Souk.Campaigns.Faults;

namespace Souk.Campaigns.Schedules;

/// <param name="Problem">Why the schedule failed; null if it passed.</param>
/// <param name="StopCount">Runs that ended with an error that named its cause.</param>
internal sealed record ScheduleResult(
    ulong Seed,
    string? Problem,
    int RunCount,
    int StopCount,
    int KillCount,
    long RequestCount,
    IReadOnlyDictionary<FaultKind, FaultCount> Faults,
    IReadOnlyList<string> Stops
);
