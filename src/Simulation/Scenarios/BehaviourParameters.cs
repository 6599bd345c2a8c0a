using static Souk.Simulation.Scenarios.QuantityKind;

namespace Souk.Simulation.Scenarios;

/// <summary>The parameters of people, all of them assumptions.</summary>
internal static class BehaviourParameters
{
    private const double MultipleMax = 1_000;

    public static IReadOnlyList<Parameter> All { get; } =
    [
        Contributors(
            "potential_multiple",
            Number,
            1,
            MultipleMax,
            c => c.PotentialMultiple,
            (c, v) => c with { PotentialMultiple = v }
        ),
        Contributors(
            "reservation_wage_sigma",
            Number,
            0,
            5,
            c => c.ReservationWageSigma,
            (c, v) => c with { ReservationWageSigma = v }
        ),
        Contributors(
            "reservation_wage_median_usd",
            Usd,
            0,
            1e6,
            c => c.ReservationWageMedianUsd,
            (c, v) => c with { ReservationWageMedianUsd = v }
        ),
        Contributors(
            "productivity_sigma",
            Number,
            0,
            2,
            c => c.ProductivitySigma,
            (c, v) => c with { ProductivitySigma = v }
        ),
        Contributors("cost_share", Share, 0, 1, c => c.CostShare, (c, v) => c with { CostShare = v }),
        Contributors("expectation_rate", Share, 0, 1, c => c.ExpectationRate, (c, v) => c with { ExpectationRate = v }),
        Contributors("revision_hazard", Share, 0, 1, c => c.RevisionHazard, (c, v) => c with { RevisionHazard = v }),
        Contributors("cash_out_hazard", Share, 0, 1, c => c.CashOutHazard, (c, v) => c with { CashOutHazard = v }),
        Buyers(
            "potential_multiple",
            Number,
            1,
            MultipleMax,
            b => b.PotentialMultiple,
            (b, v) => b with { PotentialMultiple = v }
        ),
        Buyers("churn_hazard", Share, 0, 1, b => b.ChurnHazard, (b, v) => b with { ChurnHazard = v }),
        Buyers(
            "arrival_multiple",
            Number,
            0,
            MultipleMax,
            b => b.ArrivalMultiple,
            (b, v) => b with { ArrivalMultiple = v }
        ),
        Buyers("price_elasticity", Number, 0, 10, b => b.PriceElasticity, (b, v) => b with { PriceElasticity = v }),
        Buyers("price_adjustment", Number, 0, 1, b => b.PriceAdjustment, (b, v) => b with { PriceAdjustment = v }),
        Insiders(
            "count_per_schedule",
            Number,
            1,
            1_000,
            i => i.CountPerSchedule,
            (i, v) => i with { CountPerSchedule = (int)Math.Round(v) }
        ),
        Insiders("sell_hazard", Share, 0, 1, i => i.SellHazard, (i, v) => i with { SellHazard = v }),
        Insiders("sell_share", Share, 0, 1, i => i.SellShare, (i, v) => i with { SellShare = v }),
        new(
            "traders.flow_sigma",
            Number,
            0,
            1,
            s => s.Behaviour.Traders.FlowSigma,
            (s, v) => s with { Behaviour = s.Behaviour with { Traders = new TraderBehaviour { FlowSigma = v } } }
        ),
        new(
            "rewards.payout_share",
            Share,
            0,
            1,
            s => s.Behaviour.Rewards.PayoutShare,
            (s, v) => s with { Behaviour = s.Behaviour with { Rewards = new RewardRules { PayoutShare = v } } }
        ),
    ];

    private static Parameter Contributors(
        string name,
        QuantityKind kind,
        double min,
        double max,
        Func<ContributorBehaviour, double> get,
        Func<ContributorBehaviour, double, ContributorBehaviour> set
    ) =>
        new(
            "contributors." + name,
            kind,
            min,
            max,
            s => get(s.Behaviour.Contributors),
            (s, v) => s with { Behaviour = s.Behaviour with { Contributors = set(s.Behaviour.Contributors, v) } }
        );

    private static Parameter Buyers(
        string name,
        QuantityKind kind,
        double min,
        double max,
        Func<BuyerBehaviour, double> get,
        Func<BuyerBehaviour, double, BuyerBehaviour> set
    ) =>
        new(
            "buyers." + name,
            kind,
            min,
            max,
            s => get(s.Behaviour.Buyers),
            (s, v) => s with { Behaviour = s.Behaviour with { Buyers = set(s.Behaviour.Buyers, v) } }
        );

    private static Parameter Insiders(
        string name,
        QuantityKind kind,
        double min,
        double max,
        Func<InsiderBehaviour, double> get,
        Func<InsiderBehaviour, double, InsiderBehaviour> set
    ) =>
        new(
            "insiders." + name,
            kind,
            min,
            max,
            s => get(s.Behaviour.Insiders),
            (s, v) => s with { Behaviour = s.Behaviour with { Insiders = set(s.Behaviour.Insiders, v) } }
        );
}
