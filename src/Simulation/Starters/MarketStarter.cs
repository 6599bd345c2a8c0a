using System.Globalization;
using System.Numerics;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Starters;

/// <summary>The text of a scenario that begins with a market as it stands: what was observed is marked exact, the rest assumed.
/// </summary>
/// <remarks>Who holds what adds up to the supply. A schedule that runs already is written as what it still holds, from the first
/// day on: what is vested and not taken is free at once, the rest is free evenly until its end, or from its cliff on. Where nobody
/// ordered or paid of late, <see cref="InitialState.Basis"/> says what the numbers are instead.</remarks>
public static class MarketStarter
{
    private const long DaySeconds = 86_400;

    private const string Origin = "# market: ";

    /// <summary>Of people of whom nobody was seen: a population has one at least.</summary>
    private const int PeopleMin = 1;

    /// <summary>A day, with which a market without orders is compared.</summary>
    private const int OrdersCompared = 1;

    private static readonly Mark s_compared = new(Confidence.Assumed, "there is no order to compare with");
    private static readonly Mark s_observed = new(Confidence.Exact, "read from the chain");
    private static readonly Mark s_unpriced = new(Confidence.Assumed, "no pool of it is indexed");
    private static readonly Mark s_habit = new(Confidence.Assumed, "people's habits and limits are not on chain");

    /// <summary>The market and the day that a text says it was written from; null where it says none.</summary>
    public static (string Market, DateOnly Day)? OriginOf(string text)
    {
        string? line = text.Split('\n').FirstOrDefault(line => line.StartsWith(Origin, StringComparison.Ordinal));
        return
            line?[Origin.Length..].TrimEnd().Split(" as of ") is [{ Length: > 0 } market, var day]
            && DateOnly.TryParseExact(
                day,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out DateOnly known
            )
            ? (market, known)
            : null;
    }

    /// <exception cref="ArgumentException">Holders, pool and vesting are not the supply.</exception>
    public static string Write(InitialState state)
    {
        state = state.WithRestToOther();
        string symbol = state.Token.Symbol;
        string money = state.Stablecoin.Symbol;
        Mark priced = state.Basis.Pool == Backing.Indexed ? s_observed : s_unpriced;
        MarkedText text = new();
        string title =
            $"{state.Market} as it stood on {state.Date.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}{(state.Label is null ? "" : $" ({state.Label})")}";
        text.Line(
            $"# Written from the chain. Change what is marked assumed, then run: souk scenario lint FILE; souk simulate FILE"
        );
        text.Line($"{Origin}{state.Market} as of {state.Date.AddDays(-1):yyyy-MM-dd}");
        text.Line($"title: {MarkedText.Quoted(title)}");
        text.Line($"question: Where does it go from here, if people go on as they do?");
        text.Line($"start: {state.Date:yyyy-MM-dd}");
        text.Line($"horizon: 12 months");
        text.Line($"tokens:");
        text.Line(
            $"  {symbol}: {{ decimals: {state.Token.Decimals}, supply_max: {Amount(state.Supply * 2, state.Token)} {symbol} }} # assumed"
        );
        text.Line($"  {money}: {{ decimals: {state.Stablecoin.Decimals} }}");
        text.Remember(s_observed, "start");
        text.Remember(s_observed, $"tokens.{symbol}.decimals");
        text.Remember(s_habit, $"tokens.{symbol}.supply_max");
        text.Remember(s_observed, $"tokens.{money}.decimals");
        text.Line($"parts:");
        text.Part("pool", "pool.constant_product");
        text.Value("token_reserve", $"{Amount(state.Pool.TokenReserve, state.Token)} {symbol}", priced);
        text.Value("money_reserve", $"{Amount(state.Pool.StableReserve, state.Stablecoin)} {money}", priced);
        text.Value("fee", $"{state.Pool.FeeBasisPoints} bp", priced);
        Holders(text, state);
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (VestingSchedule schedule in state.Vesting)
        {
            Vesting(text, state, schedule, StarterScenario.Name(schedule.Name, names));
        }

        if (state.EmissionPerDay > 0)
        {
            text.Part("mint", "emission.fixed");
            text.Value("per_day", $"{Amount(state.EmissionPerDay, state.Token)} {symbol}/day", s_observed);
            text.Name("to", "rewards");
        }

        People(text, state);
        Axes(text, state);
        text.Facts();
        return text.ToString();
    }

    private static void Holders(MarkedText text, InitialState state)
    {
        Account(text, state, "treasury", "treasury", state.Holders.Treasury);
        Account(text, state, "rewards", "rewards", state.Holders.Rewards);
        Account(text, state, "staked", "stake", state.Holders.Staked);
        text.Part("insiders", "people.insiders", "who has vesting, with what was set free and not sold");
        text.Value("count", $"50", s_habit);
        text.Name("pool", "pool");
        text.Value("sell_hazard", $"uniform(0.001; 0.01)", s_habit);
        Balance(text, state, state.Holders.Insiders);
        text.Part("traders", "people.traders", "everybody else, buyers and contributors with what they hold");
        text.Name("pool", "pool");
        Balance(text, state, state.Holders.Other + state.Holders.Buyers + state.Holders.Contributors);
    }

    private static void Account(MarkedText text, InitialState state, string name, string holder, Int128 balance)
    {
        text.Part(name, "account");
        text.Name("holder", holder);
        Balance(text, state, balance);
    }

    private static void Balance(MarkedText text, InitialState state, Int128 balance)
    {
        if (balance > 0)
        {
            text.Value("balance", $"{Amount(balance, state.Token)} {state.Token.Symbol}", s_observed);
        }
    }

    private static void Vesting(MarkedText text, InitialState state, VestingSchedule schedule, string name)
    {
        Int128 rest = schedule.Total - schedule.Released;
        if (rest <= 0)
        {
            return;
        }

        long now = new DateTimeOffset(state.Date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeSeconds();
        long elapsed = now - schedule.StartUnixSeconds;
        bool isBeforeCliff = elapsed < schedule.CliffSeconds;
        double vested = isBeforeCliff ? 0 : Math.Clamp((double)elapsed / schedule.DurationSeconds, 0, 1);
        double free = Math.Clamp((vested * (double)schedule.Total - (double)schedule.Released) / (double)rest, 0, 1);
        text.Part($"vesting.{name}", "vesting.linear", $"{schedule.Name}, from here on");
        text.Value("total", $"{Amount(rest, state.Token)} {state.Token.Symbol}", s_observed);
        text.Name("to", "insiders");
        if (free > 0)
        {
            text.Value("launch_share", $"{free * 100:0.####} %", s_observed);
        }

        if (isBeforeCliff)
        {
            text.Value("cliff", $"{Days(schedule.CliffSeconds - elapsed)} days", s_observed);
        }

        text.Value("duration", $"{Days(schedule.DurationSeconds - elapsed)} days", s_observed);
    }

    private static void People(MarkedText text, InitialState state)
    {
        double contributors = state.Activity.ActiveContributors;
        text.Part("contributors", "people.contributors");
        text.Value(
            "active",
            $"{Math.Max(PeopleMin, Math.Round(contributors)):0}",
            contributors >= PeopleMin ? s_observed : Nobody("contributed")
        );
        text.Name("pool", "pool");
        text.Name("rewards", "rewards");
        text.Value("payout_share", $"0.1 %", s_habit);
        text.Value("wage_at_start", $"2 USD/day", s_habit);
        Mark fee = FeeMark(state.Basis);
        Buyers(text, state, fee);
        text.Part("fees", "fees.route");
        text.Name("pool", "pool");
        text.Value("burn_share", $"{state.Fees.BurnShare * 100:0.####} %", fee);
        text.Name("rest", "rewards");
        text.Name("rewards", "rewards");
    }

    private static void Buyers(MarkedText text, InitialState state, Mark fee)
    {
        Activity busy = state.Activity;
        StartBasis basis = state.Basis;
        bool hasOrders = basis.OrderSize == Backing.Indexed;
        Mark last = basis.LastOrder is { } day ? Since(NoOrder(basis), day) : NoOrder(basis);
        Mark size =
            basis.OrderSize == Backing.Past ? last
            : !hasOrders ? NoOrder(basis)
            : basis.Pool == Backing.Indexed ? s_observed
            : s_unpriced;
        text.Part("buyers", "people.buyers");
        text.Value(
            "active",
            $"{Math.Max(PeopleMin, Math.Round(busy.ActiveBuyers)):0}",
            !hasOrders ? last
                : busy.ActiveBuyers < PeopleMin ? Nobody("bought")
                : s_observed
        );
        text.Name("money", state.Stablecoin.Symbol);
        text.Name("sellers", "contributors");
        text.Name("fees", "fees");
        text.Value("market_fee", $"{state.Fees.MarketFeeShare * 100:0.####} %", fee);
        text.Value("orders_per_day", $"{busy.OrdersPerDay:0.######}", OrdersMark(basis));
        text.Value("order", $"{busy.MeanOrderUsd:0.######} USD", size);
        text.Value("order_sigma", $"{Math.Min(5, busy.OrderUsdSigma):0.####}", hasOrders ? s_observed : size);
    }

    // Power scores one half at as many orders as the market begins with, so that it tells growth from shrinking.
    private static void Axes(MarkedText text, InitialState state)
    {
        double orders = Math.Round(state.Activity.OrdersPerDay, 6);
        text.Part("axes", "measure.axes", "power by orders, and how evenly contributors hold what they are paid");
        text.Name("power_of", "buyers.orders");
        text.Value(
            "reference",
            $"{(orders > 0 ? orders : OrdersCompared):0.######}",
            orders > 0 ? OrdersMark(state.Basis) : s_compared
        );
        text.Name("holders", "contributors");
        text.Name("token", state.Token.Symbol);
    }

    private static Mark OrdersMark(StartBasis basis) =>
        basis.OrderSize == Backing.Indexed
            ? s_observed
            : NoOrder(basis) with
            {
                Confidence = ConfidenceOf(basis.Orders),
            };

    private static Mark FeeMark(StartBasis basis)
    {
        Mark unpaid = new(Confidence.Assumed, $"nothing was paid in {basis.PaidIn} in {StartBasis.FeeDays} days");
        return basis.Fees switch
        {
            Backing.Indexed => s_observed,
            Backing.Past => Since(unpaid, basis.LastOrder!.Value),
            _ => unpaid,
        };
    }

    private static Mark NoOrder(StartBasis basis) =>
        new(Confidence.Assumed, $"no order in {basis.PaidIn} in {StartBasis.OrderDays} days");

    private static Mark Nobody(string did) =>
        new(Confidence.Assumed, $"nobody {did} in {StartBasis.OrderDays} days, and somebody has to");

    private static Mark Since(Mark mark, DateOnly day) =>
        mark with
        {
            Why = FormattableString.Invariant($"{mark.Why}; as it was on {day:yyyy-MM-dd}"),
        };

    private static Confidence ConfidenceOf(Backing backing) =>
        backing == Backing.Indexed ? Confidence.Exact : Confidence.Assumed;

    private static long Days(long seconds) => Math.Max(1, (seconds + DaySeconds - 1) / DaySeconds);

    private static string Amount(Int128 units, TokenSpec token)
    {
        BigInteger scale = BigInteger.Pow(10, token.Decimals);
        BigInteger whole = BigInteger.DivRem(units, scale, out BigInteger part);
        string digits = part.ToString(CultureInfo.InvariantCulture).PadLeft(token.Decimals, '0').TrimEnd('0');
        return digits.Length == 0 || part.IsZero ? $"{whole}" : $"{whole}.{digits}";
    }
}
