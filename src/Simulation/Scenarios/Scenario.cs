namespace Souk.Simulation.Scenarios;

/// <summary>All that a run depends on besides its seed: where the market starts, how people behave, for how long.</summary>
public sealed record Scenario
{
    /// <summary>For people; not part of <see cref="Hash"/>.</summary>
    public required string Name { get; init; }

    public required InitialState State { get; init; }

    public Behaviour Behaviour { get; init; } = new();

    /// <summary>Simulated days, 1 to 36,525.</summary>
    public int HorizonDays { get; init; } = 365;

    /// <summary>SHA-256 over the canonical text, lower-case hexadecimal; equal content gives equal hashes.</summary>
    public string Hash => ScenarioText.Hash(this);

    /// <summary>Changes one parameter, as `--set path=value` does: `fees.burn_share` to `0.3` or `+5 %`.</summary>
    /// <exception cref="ScenarioException">Unknown path, or a value that does not fit it.</exception>
    public Scenario With(string path, string value) => ParameterTable.Change(this, path, value);

    /// <summary>Returns the scenario when it can run.</summary>
    /// <exception cref="ScenarioException">Names the path of everything that is wrong.</exception>
    public Scenario Validated()
    {
        IReadOnlyList<ScenarioError> errors = ScenarioValidation.Check(this);
        return errors.Count == 0 ? this : throw new ScenarioException(errors);
    }
}
