using System.Globalization;
using System.Numerics;
using System.Text;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Starters;

/// <summary>The text of a scenario that begins with a market as it stands: what was observed is marked exact, the rest assumed.
/// </summary>
/// <remarks>Who holds what adds up to the supply. A schedule that runs already is written as what it still holds, from the first
/// day on: what is vested and not taken is free at once, the rest is free evenly until its end, or from its cliff on.</remarks>
public static class MarketStarter
{
    private const long DaySeconds = 86_400;
    private const string Observed = "# exact: read from the chain";
    private const string Supposed = "# assumed: no pool of it is indexed";

    private const string Origin = "# market: ";

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

    /// <param name="isPriceAssumed">Whether the pool, and with it what orders are worth, is supposed.</param>
    /// <exception cref="ArgumentException">Holders, pool and vesting are not the supply.</exception>
    public static string Write(InitialState state, bool isPriceAssumed = false)
    {
        state = state.WithRestToOther();
        string symbol = state.Token.Symbol;
        string money = state.Stablecoin.Symbol;
        string priced = isPriceAssumed ? Supposed : Observed;
        StringBuilder text = new();
        Line(
            text,
            $"# Written from the chain. Change what is marked assumed, then run: souk scenario lint FILE; souk simulate FILE"
        );
        Line(text, $"{Origin}{state.Market} as of {state.Date.AddDays(-1):yyyy-MM-dd}");
        Line(
            text,
            $"title: {Quoted($"{state.Market} as it stood on {state.Date.AddDays(-1):yyyy-MM-dd}{(state.Label is null ? "" : $" ({state.Label})")}")}"
        );
        Line(text, $"question: Where does it go from here, if people go on as they do?");
        Line(text, $"start: {state.Date:yyyy-MM-dd}");
        Line(text, $"horizon: 12 months");
        Line(text, $"tokens:");
        Line(
            text,
            $"  {symbol}: {{ decimals: {state.Token.Decimals}, supply_max: {Amount(state.Supply * 2, state.Token)} {symbol} }} # assumed"
        );
        Line(text, $"  {money}: {{ decimals: {state.Stablecoin.Decimals} }}");
        Line(text, $"parts:");
        Line(text, $"  pool:");
        Line(text, $"    kind: pool.constant_product");
        Line(text, $"    token_reserve: {Amount(state.Pool.TokenReserve, state.Token)} {symbol} {priced}");
        Line(text, $"    money_reserve: {Amount(state.Pool.StableReserve, state.Stablecoin)} {money} {priced}");
        Line(text, $"    fee: {state.Pool.FeeBasisPoints} bp {priced}");
        Holders(text, state);
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (VestingSchedule schedule in state.Vesting)
        {
            Vesting(text, state, schedule, StarterScenario.Name(schedule.Name, names));
        }

        if (state.EmissionPerDay > 0)
        {
            Line(text, $"  mint:");
            Line(text, $"    kind: emission.fixed");
            Line(text, $"    per_day: {Amount(state.EmissionPerDay, state.Token)} {symbol}/day {Observed}");
            Line(text, $"    to: rewards");
        }

        People(text, state, priced);
        return text.ToString();
    }

    private static void Holders(StringBuilder text, InitialState state)
    {
        Account(text, state, "treasury", "treasury", state.Holders.Treasury);
        Account(text, state, "rewards", "rewards", state.Holders.Rewards);
        Account(text, state, "staked", "stake", state.Holders.Staked);
        Line(text, $"  insiders: # who has vesting, with what was set free and not sold");
        Line(text, $"    kind: people.insiders");
        Line(text, $"    count: 50 # assumed");
        Line(text, $"    pool: pool");
        Line(text, $"    sell_hazard: uniform(0.001; 0.01) # assumed");
        Balance(text, state, state.Holders.Insiders);
        Line(text, $"  traders: # everybody else, buyers and contributors with what they hold");
        Line(text, $"    kind: people.traders");
        Line(text, $"    pool: pool");
        Balance(text, state, state.Holders.Other + state.Holders.Buyers + state.Holders.Contributors);
    }

    private static void Account(StringBuilder text, InitialState state, string name, string holder, Int128 balance)
    {
        Line(text, $"  {name}:");
        Line(text, $"    kind: account");
        Line(text, $"    holder: {holder}");
        Balance(text, state, balance);
    }

    private static void Balance(StringBuilder text, InitialState state, Int128 balance)
    {
        if (balance > 0)
        {
            Line(text, $"    balance: {Amount(balance, state.Token)} {state.Token.Symbol} {Observed}");
        }
    }

    private static void Vesting(StringBuilder text, InitialState state, VestingSchedule schedule, string name)
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
        Line(text, $"  vesting.{name}: # {schedule.Name}, from here on");
        Line(text, $"    kind: vesting.linear");
        Line(text, $"    total: {Amount(rest, state.Token)} {state.Token.Symbol} {Observed}");
        Line(text, $"    to: insiders");
        if (free > 0)
        {
            Line(text, $"    launch_share: {free * 100:0.####} % {Observed}");
        }

        if (isBeforeCliff)
        {
            Line(text, $"    cliff: {Days(schedule.CliffSeconds - elapsed)} days {Observed}");
        }

        Line(text, $"    duration: {Days(schedule.DurationSeconds - elapsed)} days {Observed}");
    }

    private static void People(StringBuilder text, InitialState state, string priced)
    {
        Line(text, $"  contributors:");
        Line(text, $"    kind: people.contributors");
        Line(text, $"    active: {Math.Max(1, Math.Round(state.Activity.ActiveContributors)):0} {Observed}");
        Line(text, $"    pool: pool");
        Line(text, $"    rewards: rewards");
        Line(text, $"    payout_share: 0.1 % # assumed");
        Line(text, $"    wage_at_start: 2 USD/day # assumed");
        Line(text, $"  buyers:");
        Line(text, $"    kind: people.buyers");
        Line(text, $"    active: {Math.Max(1, Math.Round(state.Activity.ActiveBuyers)):0} {Observed}");
        Line(text, $"    money: {state.Stablecoin.Symbol}");
        Line(text, $"    sellers: contributors");
        Line(text, $"    fees: fees");
        Line(text, $"    market_fee: {state.Fees.MarketFeeShare * 100:0.####} % {Observed}");
        Line(text, $"    orders_per_day: {state.Activity.OrdersPerDay:0.######} {Observed}");
        Line(text, $"    order: {state.Activity.MeanOrderUsd:0.######} USD {priced}");
        Line(text, $"    order_sigma: {Math.Min(5, state.Activity.OrderUsdSigma):0.####} {Observed}");
        Line(text, $"  fees:");
        Line(text, $"    kind: fees.route");
        Line(text, $"    pool: pool");
        Line(text, $"    burn_share: {state.Fees.BurnShare * 100:0.####} % {Observed}");
        Line(text, $"    rest: rewards");
        Line(text, $"    rewards: rewards");
    }

    private static long Days(long seconds) => Math.Max(1, (seconds + DaySeconds - 1) / DaySeconds);

    private static string Amount(Int128 units, TokenSpec token)
    {
        BigInteger scale = BigInteger.Pow(10, token.Decimals);
        BigInteger whole = BigInteger.DivRem(units, scale, out BigInteger part);
        string digits = part.ToString(CultureInfo.InvariantCulture).PadLeft(token.Decimals, '0').TrimEnd('0');
        return digits.Length == 0 || part.IsZero ? $"{whole}" : $"{whole}.{digits}";
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
