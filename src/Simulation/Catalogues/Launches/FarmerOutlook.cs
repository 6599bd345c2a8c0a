using Souk.Simulation.Assemblies;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Policies;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Catalogues.Launches;

/// <summary>Each morning before the snapshot: what a day of farming is thought to be worth.</summary>
internal sealed class FarmerOutlook(FarmerPeople part, AirdropPart drop, Venue pool, Dial<FarmerHabit> habit)
    : Rule($"{part.Name} expectation", Phase.Observe)
{
    private readonly Expectation _mode = ExpectationSpecs.ModeOf(part.Part);

    public override void Declare(Touches touches)
    {
        part.DeclareParameters(touches);
        touches
            .ReadsYesterday(pool.Price, pool.Tokens, part.FarmingCount, part.AllPoints)
            .Reads(part.Costs)
            .Updates(part.Expected);
    }

    public override void Run(in Step step)
    {
        int left = drop.OpenDay - step.Index;
        if (left <= 0)
        {
            part.Expected.Value = 0;
            return;
        }

        FarmerHabit today = habit.At(step.Index);
        // Nobody farmed before the first day, so all begin from what clears.
        if (step.Index == 0 || _mode == Expectation.Perfect)
        {
            part.Expected.Value = Clearing(today, left, PotUsd(today));
            return;
        }

        double worth = WorthOf(today, left, part.FarmingCount.Value, PotUsd(today));
        part.Expected.Value = ExpectationPolicy.Next(_mode, today.ExpectationRate, part.Expected.Value, worth);
    }

    private double WorthOf(FarmerHabit today, int left, double farmers, double potUsd) =>
        FarmingPolicy.WorthOfDay(potUsd, part.AllPoints.Value, farmers, today.PointsPerDay, left);

    private double Clearing(FarmerHabit today, int left, double potUsd) =>
        EntryPolicy.Clearing(
            incomeMax: WorthOf(today, left, 1, potUsd) + 1,
            FarmersAt,
            farmers => farmers * WorthOf(today, left, farmers, potUsd)
        );

    private double FarmersAt(double worth)
    {
        long farmers = 0;
        foreach (double cost in part.Costs.Span)
        {
            farmers += cost <= worth ? 1 : 0;
        }

        return farmers;
    }

    private double PotUsd(FarmerHabit today)
    {
        double pot = BaseUnits.ToNumber(drop.Pot, pool.Token.Decimals);
        double price = today.FirstPriceUsd > 0 ? today.FirstPriceUsd : pool.Price.Value;
        double reserve = BaseUnits.ToNumber(pool.Tokens.Balance, pool.Token.Decimals);
        return pot
            * (
                _mode == Expectation.Perfect
                    ? AnticipationPolicy.PriceAfter(price, reserve, today.ForeseenSale * pot)
                    : price
            );
    }
}
