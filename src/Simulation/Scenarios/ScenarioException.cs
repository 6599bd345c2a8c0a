namespace Souk.Simulation.Scenarios;

/// <summary>Something in a scenario that prevents a run.</summary>
/// <param name="Path">The parameter, for example `vesting[1].cliff`; empty for the file as a whole.</param>
/// <param name="Message">What is wrong, with the value and the limit.</param>
/// <param name="Line">1-based line in the scenario file; 0 when it does not come from one.</param>
/// <param name="Column">1-based column; 0 when it does not come from a file.</param>
public sealed record ScenarioError(string Path, string Message, int Line = 0, int Column = 0)
{
    /// <summary>The scenario file; empty when it does not come from one of several.</summary>
    public string File { get; init; } = "";

    public override string ToString()
    {
        string place = Line > 0 ? $"{File}({Line},{Column}) " : "";
        return Path.Length > 0 ? $"{place}{Path}: {Message}" : place + Message;
    }
}

/// <summary>A scenario that cannot run. Retrying does not help; the text must change.</summary>
public sealed class ScenarioException(IReadOnlyList<ScenarioError> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    public ScenarioException(ScenarioError error)
        : this([error]) { }

    public IReadOnlyList<ScenarioError> Errors { get; } = errors;
}
