using Souk.Simulation.Assemblies;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>The wage that contributors expect who know what all others do and which payouts are announced.</summary>
/// <param name="otherIncome">Yesterday's pay in USD that did not come from the rewards; nobody announces it, so it stays.</param>
internal sealed class ContributorForesight(
    ContributorPeople part,
    Dial<ContributorBehaviour> behaviour,
    Dial<Share> payout,
    Signal otherIncome
)
{
    public Signal OtherIncome => otherIncome;

    public void Declare(Touches touches, Venue pool, Holdings? rewards) =>
        touches
            .Reads(part.People.Weights, part.People.ReservationPerWeight)
            .ReadsYesterday(otherIncome, pool.Price)
            .ReadsYesterday([.. rewards is null ? Array.Empty<Slot>() : [rewards]]);

    /// <summary>Net, USD per day and unit of weight, in today's wage level.</summary>
    public double Wage(int day, Venue pool, Holdings? rewards)
    {
        // Where nothing is announced all days are alike, and are worked out once.
        (double Funds, double Wage) last = (double.NaN, 0);
        double real = ExpectationPolicy.Ahead(
            behaviour.At(day).ExpectationRate,
            day,
            then =>
            {
                double funds = Funds(then, pool, rewards);
                last = funds == last.Funds ? last : (funds, Clearing(funds));
                return last.Wage;
            }
        );
        return real * part.WageLevel.At(day);
    }

    private double Funds(int day, Venue pool, Holdings? rewards)
    {
        Int128 tokens = rewards is null ? 0 : payout.At(day).Of(rewards.Balance);
        double usd = otherIncome.Value + (BaseUnits.ToNumber(tokens, pool.Token.Decimals) * pool.Price.Value);
        return usd * (1 - behaviour.At(day).CostShare) / part.WageLevel.At(day);
    }

    private double Clearing(double funds) =>
        funds > 0 ? EntryPolicy.Clearing(incomeMax: funds, WeightAt, _ => funds) : 0;

    private double WeightAt(double wage)
    {
        ulong weight = 0;
        ReadOnlySpan<uint> weights = part.People.Weights.Span;
        ReadOnlySpan<double> asked = part.People.ReservationPerWeight.Span;
        for (int agent = 0; agent < asked.Length; agent++)
        {
            weight += asked[agent] <= wage ? weights[agent] : 0;
        }

        return weight;
    }
}
