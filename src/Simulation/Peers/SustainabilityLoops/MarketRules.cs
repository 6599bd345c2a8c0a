using Souk.Simulation.Numerics;

namespace Souk.Simulation.Peers.SustainabilityLoops;

/// <summary>Marketplaces and what they pay to the network; what the network is worth.</summary>
internal static class MarketRules
{
    /// <summary>How often the burner buys in a step: its own buying raises the price.</summary>
    private const int BurnsPerStep = 10;

    private const double Ln2 = 0.6931471805599453;

    /// <summary>Marketplaces and their sales grow with paid work, then pay their fees.</summary>
    public static void Grow(ref LoopState state, LoopParameters parameters, int step)
    {
        double perYear = GrowthPerYear(WorkRatio(state), parameters);
        double years = (double)parameters.StepSeconds / LoopParameters.SecondsPerYear;
        double factor = DeterministicMath.Pow(1 + perYear, years);
        state.Marketplaces *= factor;
        state.SalesUsdPerSecond *= factor;
        state.TollUsd += RevenueUsdPerSecond(state, parameters) * parameters.StepSeconds;
    }

    /// <summary>The network's revenue goes to the community's fund and to the burner.</summary>
    public static void Route(ref LoopState state, LoopParameters parameters, int step)
    {
        state.Community.Usd += (1 - parameters.BurnShare) * state.TollUsd;
        state.BurnerUsd += parameters.BurnShare * state.TollUsd;
        state.TollUsd = 0;
    }

    /// <summary>Buys tokens with all it has, a part after another, and burns them.</summary>
    /// <exception cref="InvalidOperationException">No token is left.</exception>
    public static void Burn(ref LoopState state, LoopParameters parameters, int step)
    {
        double value = ValuationUsd(state, parameters);
        double usd = state.BurnerUsd / BurnsPerStep;
        for (int i = 0; i < BurnsPerStep; i++)
        {
            state.BurnedTokens += usd * state.SupplyTokens / value;
            if (state.SupplyTokens <= 0)
            {
                throw new InvalidOperationException(
                    $"In step {step}, {state.BurnerUsd} USD buy all tokens, which are worth {value} USD."
                );
            }
        }

        state.BurnedUsd += state.BurnerUsd;
        state.BurnerUsd = 0;
    }

    /// <summary>Keeps what the step showed, for the growth and the value of later ones.</summary>
    public static void Record(ref LoopState state, LoopParameters parameters, int step)
    {
        double revenue = RevenueUsdPerSecond(state, parameters);
        state.MonthWork.Add(state.WorkersSpentUsd + state.CompanyWorkersSpentUsd);
        state.MonthRevenue.Add(revenue);
        state.YearRevenue.Add(revenue);
    }

    /// <summary>Speculators' value grows by a rate per second, added up over the step.</summary>
    public static void Speculate(ref LoopState state, LoopParameters parameters, int step) =>
        state.SpeculationUsd *=
            1 + (parameters.SpeculationGrowthPerYear / LoopParameters.SecondsPerYear * parameters.StepSeconds);

    /// <summary>The larger of a multiple of last year's revenue and what speculators think.</summary>
    public static double ValuationUsd(in LoopState state, LoopParameters parameters) =>
        Math.Max(state.YearRevenue.Usd * parameters.PriceToSales, state.SpeculationUsd);

    public static double PriceUsd(in LoopState state, LoopParameters parameters) =>
        ValuationUsd(state, parameters) / state.SupplyTokens;

    private static double RevenueUsdPerSecond(in LoopState state, LoopParameters parameters) =>
        state.Marketplaces * state.SalesUsdPerSecond * parameters.RevenuePerSale;

    // Of the last month; no work, or nothing recorded yet, is 0.
    private static double WorkRatio(in LoopState state)
    {
        double work = state.MonthWork.Sum;
        return work == 0 ? 0 : work / state.MonthRevenue.Usd;
    }

    // Each further half-growth ratio closes half of the gap to the largest growth.
    private static double GrowthPerYear(double workRatio, LoopParameters parameters)
    {
        double gap = DeterministicMath.Exp(-Ln2 * (workRatio / parameters.HalfGrowthRatio));
        return parameters.GrowthPerYearMin + ((parameters.GrowthPerYearMax - parameters.GrowthPerYearMin) * (1 - gap));
    }
}
