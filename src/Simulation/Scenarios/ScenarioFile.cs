namespace Souk.Simulation.Scenarios;

/// <summary>A scenario as written: which market, how long, which behaviours, what is changed.</summary>
/// <remarks>It holds no state; <see cref="Apply"/> lays it over the state of the market it names.</remarks>
public sealed record ScenarioFile
{
    /// <summary>The name given to <see cref="Parse"/>, usually the file name without its extension.</summary>
    public required string Name { get; init; }

    /// <summary>One line for people; the name when the file has none.</summary>
    public required string Title { get; init; }

    /// <summary>Key of the market whose state it starts from.</summary>
    public required string Market { get; init; }

    internal IReadOnlyList<Assignment> Assignments { get; init; } = [];

    /// <summary>Reads the text of a scenario file.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="name">Stands for the file in results and errors.</param>
    /// <exception cref="ScenarioException">Names line, column, and the nearest valid word.</exception>
    public static ScenarioFile Parse(string text, string name) => new ScenarioReader(text, name).Read();

    /// <summary>Lays the file over a state: defaults, then behaviour, then changes in the order written.</summary>
    /// <exception cref="ScenarioException">Another market, a value that does not fit, or a scenario that cannot run.</exception>
    public Scenario Apply(InitialState state)
    {
        if (state.Market != Market)
        {
            throw new ScenarioException(
                new ScenarioError("market", $"is '{Market}' but the state is of '{state.Market}'")
            );
        }

        Scenario scenario = new() { Name = Name, State = state };
        foreach (Assignment assignment in Assignments)
        {
            scenario = assignment.ApplyTo(scenario);
        }

        return scenario.Validated();
    }
}

/// <summary>`path: value` at a place in a file.</summary>
internal sealed record Assignment(string Path, string Value, int Line, int Column)
{
    public Scenario ApplyTo(Scenario scenario)
    {
        try
        {
            return scenario.With(Path, Value);
        }
        catch (ScenarioException error)
        {
            throw new ScenarioException([.. error.Errors.Select(e => e with { Line = Line, Column = Column })]);
        }
    }
}
