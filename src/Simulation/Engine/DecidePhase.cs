using Souk.Simulation.Markets;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Engine;

/// <summary>Agents decide on yesterday's signals; nothing is paid yet.</summary>
internal static class DecidePhase
{
    // How fast the data market forgets yesterday's orders; it only keeps single orders from moving the price.
    private const double OrdersSmoothing = 0.1;

    /// <summary>Turns what happened yesterday into signals. The first day starts from the observed ones.</summary>
    public static void Observe(Economy economy, int step)
    {
        if (step == 0)
        {
            return;
        }

        ref Signals signals = ref economy.Signals;
        Activity start = economy.Scenario.State.Activity;
        Behaviour behaviour = economy.Scenario.Behaviour;
        double wage = economy.Totals.IncomeUsd * (1 - behaviour.Contributors.CostShare) / PaidWeight(economy);
        signals.WagePerWeight += behaviour.Contributors.ExpectationRate * (wage - signals.WagePerWeight);
        signals.Orders += OrdersSmoothing * (economy.Totals.Orders - signals.Orders);
        if (start.OrdersPerDay > 0 && economy.ActiveContributorsAtStart > 0)
        {
            double demand = signals.Orders / start.OrdersPerDay;
            double supply = (double)economy.Contributors.ActiveCount / economy.ActiveContributorsAtStart;
            signals.DataPrice = PostedPrice.Next(signals.DataPrice, demand, supply, behaviour.Buyers.PriceAdjustment);
        }
    }

    public static void Decide(Economy economy, int step)
    {
        Behaviour behaviour = economy.Scenario.Behaviour;
        RandomStream random = economy.Random;
        ReadOnlySpan<Int128> balances = economy.Ledger.Balances(Economy.Token);
        ContributorPolicy.Decide(
            economy.Contributors,
            behaviour.Contributors,
            random,
            step,
            economy.Signals.WagePerWeight,
            balances.Slice(economy.Accounts.Contributors.First, economy.Contributors.Count),
            economy.ContributorSales
        );
        economy.Totals.Orders = BuyerPolicy.Decide(economy.Buyers, random, step, Conditions(economy));
        InsiderPolicy.Decide(
            random,
            step,
            behaviour.Insiders.SellHazard,
            economy.SellShare,
            balances.Slice(economy.Accounts.Insiders.First, economy.InsiderSales.Length),
            economy.InsiderSales
        );
        Int128 stableReserve = economy.Ledger.Balance(Economy.Stable, economy.Accounts.Pool);
        economy.TraderFlow = TraderPolicy.Flow(random, step, behaviour.Traders.FlowSigma, stableReserve);
    }

    private static double PaidWeight(Economy economy)
    {
        ulong total = 0;
        foreach (uint weight in economy.Contributors.PaidWeights)
        {
            total += weight;
        }

        return Math.Max(1, total);
    }

    private static BuyerConditions Conditions(Economy economy)
    {
        InitialState state = economy.Scenario.State;
        BuyerBehaviour behaviour = economy.Scenario.Behaviour.Buyers;
        int activeCount = economy.ActiveBuyersAtStart;
        int idleCount = economy.Buyers.Count - activeCount;
        double arrivals = behaviour.ChurnHazard * behaviour.ArrivalMultiple * activeCount;
        double ordersPerBuyer = activeCount > 0 ? state.Activity.OrdersPerDay / activeCount : 0;
        double level = economy.Signals.DataPrice;
        double demanded = ordersPerBuyer * DeterministicMath.Pow(level, -behaviour.PriceElasticity);
        return new BuyerConditions(
            ArrivalHazard: idleCount > 0 ? Math.Min(1, arrivals / idleCount) : 0,
            ChurnHazard: behaviour.ChurnHazard,
            OrdersPerBuyer: Math.Min(demanded, Distribution.PoissonMeanMax),
            OrderUnits: state.Activity.MeanOrderUsd * level * (double)BaseUnits.One(state.Stablecoin.Decimals),
            OrderSigma: state.Activity.OrderUsdSigma
        );
    }
}
