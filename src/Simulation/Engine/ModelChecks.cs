namespace Souk.Simulation.Engine;

/// <summary>What a model may not be, apart from the order of its rules.</summary>
internal static class ModelChecks
{
    /// <exception cref="ModelException">Says what is wrong.</exception>
    public static void Check(Model model, Schedule schedule)
    {
        List<string> problems = [];
        if (model.IsFloatingPointReference && model.Ledger.Tokens.Count > 0)
        {
            problems.Add(
                $"a floating-point reference holds no tokens, but there is {model.Ledger.Tokens[0].Symbol}: keep its amounts in signals"
            );
        }

        foreach ((Rule rule, string slot) in schedule.Strangers())
        {
            problems.Add($"'{rule.Name}' declares '{slot}', which belongs to another model");
        }

        if (problems.Count > 0)
        {
            throw new ModelException(model.Name, problems);
        }
    }
}
