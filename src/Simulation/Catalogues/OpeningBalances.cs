using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Catalogues;

/// <summary>Books what accounts hold before the first step, after checking that it fits the supply.</summary>
internal static class OpeningBalances
{
    public static void AddTo(ModelAssembly assembly)
    {
        foreach (Token token in assembly.Model.Ledger.Tokens)
        {
            Check(assembly, token);
        }

        Opening[] openings = [.. assembly.Openings];
        Token[] tokens = [.. openings.Select(opening => opening.To.Token).Distinct()];
        Holdings[] holdings = [.. openings.Select(opening => opening.To).Distinct()];
        assembly.Model.Rule(
            "opening balances",
            Phase.Start,
            touches => touches.Adds(tokens).Adds(holdings),
            _ =>
            {
                foreach (Opening opening in openings)
                {
                    opening.Book(assembly.Model.Ledger);
                }
            }
        );
    }

    // Named is the opening with which the sum first exceeds the supply.
    private static void Check(ModelAssembly assembly, Token token)
    {
        Int128 sum = 0;
        foreach (Opening opening in assembly.Openings.Where(opening => opening.To.Token == token))
        {
            sum += opening.Amount;
            if (sum > token.SupplyMax)
            {
                double share = (double)sum / (double)token.SupplyMax;
                assembly.Errors.Add(
                    new(
                        opening.Path,
                        $"with it {BaseUnits.ToNumber(sum, token.Decimals):#,0.##} {token.Symbol} are given out, "
                            + $"{share:0.##%} of supply_max {BaseUnits.ToNumber(token.SupplyMax, token.Decimals):#,0.##}: lower a balance or an allocation",
                        opening.Origin.Line,
                        opening.Origin.Column
                    )
                    {
                        File = opening.Origin.File,
                    }
                );
                return;
            }
        }
    }
}
