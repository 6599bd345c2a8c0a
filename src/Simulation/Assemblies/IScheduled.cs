using Souk.Simulation.Mechanisms.Vestings;

namespace Souk.Simulation.Assemblies;

/// <summary>A part that can say when what it holds becomes free.</summary>
internal interface IScheduled
{
    IEnumerable<UnlockSchedule> Schedules { get; }
}
