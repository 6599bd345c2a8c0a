using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Launches;
using Souk.Simulation.Mechanisms.Vestings;

namespace Souk.Simulation.Catalogues;

/// <summary>The unlock calendar of a scenario as a table: what each bucket of each allocation sets free, month by month.</summary>
public static class UnlockTable
{
    /// <summary>All rows, by allocation, bucket and month; a bucket's column adds up to its share exactly.</summary>
    /// <exception cref="Scenarios.ScenarioException">The scenario cannot be built.</exception>
    public static IReadOnlyList<UnlockRow> Of(Blueprint blueprint) =>
        [.. BlueprintModel.Assemble(blueprint).Components.OfType<AllocationPart>().SelectMany(part => part.Rows())];

    /// <summary>From when to when each bucket, each vesting and each sale sets tokens free, in the order of the parts, as stated at
    /// the scenario's start: what its timeline or a vote changes later is not in it.</summary>
    /// <exception cref="Scenarios.ScenarioException">The scenario cannot be built.</exception>
    public static IReadOnlyList<UnlockSchedule> SchedulesOf(Blueprint blueprint) =>
        [.. BlueprintModel.Assemble(blueprint).Components.OfType<IScheduled>().SelectMany(part => part.Schedules)];
}
