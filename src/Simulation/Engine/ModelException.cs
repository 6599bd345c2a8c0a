namespace Souk.Simulation.Engine;

/// <summary>A model that cannot run as it is written. Every problem names rules and slots.</summary>
public sealed class ModelException(string model, IReadOnlyList<string> problems)
    : Exception($"{model}: " + string.Join("; ", problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
