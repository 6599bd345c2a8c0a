using static Souk.Simulation.Scenarios.QuantityKind;

namespace Souk.Simulation.Scenarios;

/// <summary>The observed numbers that a scenario may replace: "what if the fee were …".</summary>
internal static class StateParameters
{
    private const double CountMax = 10_000_000;
    private const double UsdMax = 1e12;

    public static IReadOnlyList<Parameter> All { get; } =
    [
        new("horizon", Days, 1, 36_525, s => s.HorizonDays, (s, v) => s with { HorizonDays = (int)Math.Round(v) }),
        Fees("market_fee_share", f => f.MarketFeeShare, (f, v) => f with { MarketFeeShare = v }),
        Fees("burn_share", f => f.BurnShare, (f, v) => f with { BurnShare = v }),
        Busy(
            "active_contributors",
            Number,
            CountMax,
            a => a.ActiveContributors,
            (a, v) => a with { ActiveContributors = v }
        ),
        Busy("active_buyers", Number, CountMax, a => a.ActiveBuyers, (a, v) => a with { ActiveBuyers = v }),
        Busy("orders_per_day", Number, CountMax, a => a.OrdersPerDay, (a, v) => a with { OrdersPerDay = v }),
        Busy("mean_order_usd", Usd, UsdMax, a => a.MeanOrderUsd, (a, v) => a with { MeanOrderUsd = v }),
        Busy("order_usd_sigma", Number, 5, a => a.OrderUsdSigma, (a, v) => a with { OrderUsdSigma = v }),
        new(
            "emission.per_day",
            Tokens,
            0,
            1e15,
            s => (double)s.State.EmissionPerDay / OneToken(s),
            (s, v) => s with { State = s.State with { EmissionPerDay = Floor(v, OneToken(s)) } }
        ),
        new(
            "pool.stable_reserve",
            Usd,
            0,
            UsdMax,
            s => (double)s.State.Pool.StableReserve / OneUsd(s),
            (s, v) =>
                s with
                {
                    State = s.State with { Pool = s.State.Pool with { StableReserve = Floor(v, OneUsd(s)) } },
                }
        ),
    ];

    private static Parameter Fees(string name, Func<FeeRules, double> get, Func<FeeRules, double, FeeRules> set) =>
        new(
            "fees." + name,
            Share,
            0,
            1,
            s => get(s.State.Fees),
            (s, v) => s with { State = s.State with { Fees = set(s.State.Fees, v) } }
        );

    private static Parameter Busy(
        string name,
        QuantityKind kind,
        double max,
        Func<Activity, double> get,
        Func<Activity, double, Activity> set
    ) =>
        new(
            "activity." + name,
            kind,
            0,
            max,
            s => get(s.State.Activity),
            (s, v) => s with { State = s.State with { Activity = set(s.State.Activity, v) } }
        );

    // Powers of ten up to 10^18 are exact doubles.
    private static double OneToken(Scenario s) => (double)BaseUnits.One(s.State.Token.Decimals);

    private static double OneUsd(Scenario s) => (double)BaseUnits.One(s.State.Stablecoin.Decimals);

    // Rounds down to base units; whole tokens stay exact because a typed amount has fewer digits than a double.
    private static Int128 Floor(double amount, double one)
    {
        double whole = Math.Floor(amount);
        return ((Int128)whole * (Int128)one) + (Int128)Math.Floor((amount - whole) * one);
    }
}
