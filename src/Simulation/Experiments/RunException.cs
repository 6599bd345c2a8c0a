namespace Souk.Simulation.Experiments;

/// <summary>A run that could not go on: what a rule met is named, with the replicate. The scenario must change.</summary>
public sealed class RunException(uint replicate, Exception cause)
    : Exception($"Run {replicate} stopped: {cause.Message}", cause)
{
    public uint Replicate { get; } = replicate;
}
