using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues;

/// <summary>A shipped scenario with a third of its parameters moved at random, run for a while.</summary>
/// <remarks>
/// Every kind is in a shipped scenario, so that these are programmes of all mechanisms and people. A pure function of
/// scenario and seed. A change that would be refused before the first step is left out; a run that stops because a rule met
/// what it cannot do is over, and must not have lost anything until then.
/// </remarks>
internal static class RandomScenario
{
    private const double MovedShare = 0.3;
    private static readonly string[] s_factors = ["*0", "*0.1", "*0.5", "*0.9", "*1.3", "*3", "*20"];

    /// <summary>Runs one, and checks all accounts at the close of every day.</summary>
    /// <returns>Rules that ran.</returns>
    /// <exception cref="ConservationException">A rule made or lost tokens; names it.</exception>
    /// <exception cref="InvalidOperationException">A balance below zero, or accounts that do not add up to the supply.</exception>
    public static long Play(Blueprint shipped, uint seed, int days)
    {
        RandomStream random = new(seed, 0);
        Blueprint moved = Moved(shipped.Draw(seed, 0) with { HorizonDays = days, Timeline = [] }, random);
        Model model = BlueprintModel.Build(moved);
        string fault = "";
        int closed = 0;
        model.Rule(
            "add up",
            Phase.Record,
            _ => { },
            step =>
            {
                closed = step.Index + 1;
                fault = fault.Length > 0 ? fault : Fault(model.Ledger, step.Index);
            }
        );
        using Simulator simulator = new(model);
        try
        {
            simulator.Run(seed, replicate: 0);
        }
        catch (Exception refused) when (refused is InvalidOperationException or OverflowException or ModelException)
        {
            // A market that ran dry, as a run of it would say.
        }

        return fault.Length == 0
            ? (long)closed * model.Rules.Count
            : throw new InvalidOperationException($"{shipped.Name}, seed {seed}: {fault}");
    }

    private static Blueprint Moved(Blueprint blueprint, RandomStream random)
    {
        int place = 0;
        foreach (Part part in blueprint.Parts)
        {
            foreach (ParameterSpec spec in part.Kind.Parameters)
            {
                RandomBlock draw = random.Draw(DrawKind.Parameter, place++, step: 0);
                if (IsNumber(spec) && draw.First < MovedShare)
                {
                    blueprint = Change(
                        blueprint,
                        $"{part.Name}.{spec.Name}",
                        s_factors[(int)(draw.Second * s_factors.Length)]
                    );
                }
            }
        }

        return blueprint;
    }

    private static bool IsNumber(ParameterSpec spec) =>
        spec.Kind
            is ParameterKind.Number
                or ParameterKind.Share
                or ParameterKind.Usd
                or ParameterKind.UsdPerDay
                or ParameterKind.Tokens
                or ParameterKind.TokensPerDay
                or ParameterKind.Duration;

    private static Blueprint Change(Blueprint blueprint, string path, string factor)
    {
        try
        {
            Blueprint changed = blueprint.With(path, factor);
            BlueprintModel.Build(changed);
            return changed;
        }
        catch (ScenarioException)
        {
            return blueprint;
        }
    }

    private static string Fault(TokenLedger ledger, int day)
    {
        foreach (Token token in ledger.Tokens)
        {
            Int128 sum = 0;
            foreach (Int128 balance in ledger.Balances(token.Index))
            {
                if (balance < 0)
                {
                    return $"day {day}: a balance of {balance} {token.Symbol}";
                }

                sum += balance;
            }

            if (sum != token.Supply || sum > token.SupplyMax)
            {
                return $"day {day}: accounts have {sum} {token.Symbol}, the supply is {token.Supply}";
            }
        }

        return "";
    }
}
