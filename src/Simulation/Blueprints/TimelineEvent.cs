namespace Souk.Simulation.Blueprints;

/// <summary>What changes on a day: a shock, a listing, a new rule.</summary>
/// <param name="Day">Simulated day from 0; the change holds from the start of it.</param>
/// <param name="Note">For people.</param>
/// <param name="Changes">Parameters and what they are from then on.</param>
public sealed record TimelineEvent(int Day, string Note, IReadOnlyList<ParameterChange> Changes);

/// <summary>A parameter of a part with its new setting.</summary>
public sealed record ParameterChange(string Part, string Parameter, Setting Setting)
{
    public string Path => $"{Part}.{Parameter}";
}
