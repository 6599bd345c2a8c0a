using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Formulas;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Metrics;
using Souk.Simulation.OwnRules;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;
using Souk.Simulation.Spellings;

namespace Souk.Simulation.Catalogues.OwnRules;

/// <summary>What a scenario has for its C# rules; mistakes are those of a line of the rule's file.</summary>
internal sealed class FoundNames(ModelAssembly assembly, Part part) : RuleNames
{
    public override Reading Quantity(string name, string unit, int line = 0)
    {
        Dictionary<string, Unit> units = assembly.Published.Units();
        if (!units.TryGetValue(name, out Unit? known))
        {
            throw Unknown(name, "a quantity", [.. units.Keys], line);
        }

        if (!known.Equals(UnitOf(unit, line)))
        {
            throw Failure($"'{name}' is in {known}, not in {unit}", line);
        }

        Publication published = assembly.Published.Find(name);
        return new Reading([.. published.Slots], published.Number);
    }

    public override Holdings Account(string name, string token, int line = 0)
    {
        IReadOnlyList<AccountGroup> groups = assembly.Model.Ledger.Chart.Groups;
        AccountGroup group =
            groups.FirstOrDefault(one => one.Name == name)
            ?? throw Unknown(name, "an account", [.. groups.Select(one => one.Name)], line);
        return assembly.Holdings(TokenOf(token, line), group);
    }

    public override Signal OwnSignal(string key, string unit, double initial = 0, int line = 0)
    {
        Signal signal = assembly.Model.Signal($"{part.Name}.{key}", initial);
        Unit known = UnitOf(unit, line);
        assembly.Published.Add(Publication.Of(signal.Name, known, () => signal.Value, signal));
        assembly.Model.Metric(SpecOf(key, known.ToString()), () => signal.Value);
        return signal;
    }

    public override Amount OwnAmount(string key, string token, int line = 0)
    {
        Token known = TokenOf(token, line);
        Amount amount = assembly.Model.Amount($"{part.Name}.{key}", 0);
        assembly.Published.Add(Publication.Of(amount.Name, known, () => amount.Value, amount));
        assembly.Model.Metric(SpecOf(key, token), () => BaseUnits.ToNumber(amount.Value, known.Decimals));
        return amount;
    }

    private MetricSpec SpecOf(string key, string unit) =>
        new($"{part.Name}.{key}", $"{part.Name}: {key}", unit, $"Kept by {part.Word("file")}.");

    private Token TokenOf(string symbol, int line) =>
        assembly.Model.Ledger.Tokens.FirstOrDefault(token => token.Symbol == symbol)
        ?? throw Unknown(symbol, "a token", [.. assembly.Model.Ledger.Tokens.Select(token => token.Symbol)], line);

    private Unit UnitOf(string unit, int line)
    {
        try
        {
            return assembly.UnitOf(unit);
        }
        catch (ArgumentException failure)
        {
            throw Failure(failure.Message, line);
        }
    }

    private ScenarioException Unknown(string name, string what, string[] known, int line) =>
        Failure($"'{name}' is not {what}; did you mean '{NearestWord.To(name, known)}'?", line);

    private ScenarioException Failure(string message, int line) =>
        new(new ScenarioError(part.Name, message, line, 1) { File = part.Word("file") });
}
