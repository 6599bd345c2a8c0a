using System.Globalization;

namespace Souk.Simulation.Scenarios;

/// <summary>Finds everything in a scenario that would make a run meaningless, before the first step.</summary>
internal static class ScenarioValidation
{
    private const long MonthSeconds = 365L * 86_400 / 12;
    private const int DecimalsMax = 18;
    private const int AgentsMax = 2_000_000;
    private const double OrdersPerBuyerMax = 50;

    public static IReadOnlyList<ScenarioError> Check(Scenario scenario) =>
        [
            .. Ranges(scenario),
            .. Tokens(scenario.State),
            .. scenario.State.Vesting.SelectMany(Schedule),
            .. Supply(scenario.State),
            .. Sizes(scenario),
        ];

    private static IEnumerable<ScenarioError> Ranges(Scenario scenario) =>
        ParameterTable
            .Of(scenario)
            .Select(parameter => parameter.Check(parameter.Get(scenario)))
            .OfType<ScenarioError>();

    private static IEnumerable<ScenarioError> Tokens(InitialState state)
    {
        foreach ((string path, TokenSpec token) in new[] { ("token", state.Token), ("stablecoin", state.Stablecoin) })
        {
            if (token.Decimals is < 0 or > DecimalsMax)
            {
                yield return new($"{path}.decimals", $"{token.Decimals} is not between 0 and {DecimalsMax}");
            }
        }

        if (state.Pool.TokenReserve <= 0 || state.Pool.StableReserve <= 0)
        {
            yield return new("pool", "needs reserves above zero on both sides, or nothing has a price");
        }

        if (state.Pool.StableReserve > BaseUnits.AmountMax)
        {
            yield return new(
                "pool.stable_reserve",
                $"{state.Pool.StableReserve} exceeds {BaseUnits.AmountMax} base units"
            );
        }

        if (state.Pool.FeeBasisPoints is < 0 or >= 10_000)
        {
            yield return new("pool.fee_basis_points", $"{state.Pool.FeeBasisPoints} is not between 0 and 9999");
        }
    }

    private static IEnumerable<ScenarioError> Schedule(VestingSchedule schedule, int index)
    {
        string path = $"vesting[{index}]";
        if (schedule.CliffSeconds > schedule.DurationSeconds)
        {
            string cliff = Months(schedule.CliffSeconds);
            yield return new($"{path}.cliff", $"{cliff} is after its end ({Months(schedule.DurationSeconds)})");
        }

        if (schedule.Total < 0)
        {
            yield return new($"{path}.total", $"{schedule.Total} is below 0");
        }

        if (schedule.Released < 0 || schedule.Released > schedule.Total)
        {
            yield return new(
                $"{path}.released",
                $"{schedule.Released} is not between 0 and the total of {schedule.Total}"
            );
        }
    }

    private static IEnumerable<ScenarioError> Supply(InitialState state)
    {
        if (state.Supply < 0 || state.Supply > BaseUnits.AmountMax)
        {
            yield return new("supply", $"{state.Supply} is not between 0 and {BaseUnits.AmountMax} base units");
            yield break;
        }

        foreach ((string path, Int128 held) in Held(state.Holders))
        {
            if (held < 0 || held > BaseUnits.AmountMax)
            {
                yield return new(path, $"{held} is not between 0 and {BaseUnits.AmountMax} base units");
                yield break;
            }
        }

        Int128 rest = state.Supply - state.Allocated();
        if (rest != 0)
        {
            string side = rest < 0 ? "exceed" : "fall short of";
            yield return new(
                "holders",
                $"holders, pool and vesting {side} the supply of {state.Supply} by {Int128.Abs(rest)}"
            );
        }
    }

    private static IEnumerable<ScenarioError> Sizes(Scenario scenario)
    {
        Activity activity = scenario.State.Activity;
        ContributorBehaviour contributors = scenario.Behaviour.Contributors;
        BuyerBehaviour buyers = scenario.Behaviour.Buyers;
        if (activity.ActiveContributors * contributors.PotentialMultiple > AgentsMax)
        {
            yield return new("contributors.potential_multiple", $"gives more than {AgentsMax} contributors");
        }

        if (activity.ActiveBuyers * buyers.PotentialMultiple > AgentsMax)
        {
            yield return new("buyers.potential_multiple", $"gives more than {AgentsMax} buyers");
        }

        if (activity.OrdersPerDay > 0 && !(activity.OrdersPerDay / activity.ActiveBuyers <= OrdersPerBuyerMax))
        {
            yield return new("activity.orders_per_day", $"is more than {OrdersPerBuyerMax} per active buyer");
        }

        Int128 emitted = scenario.State.EmissionPerDay;
        if (emitted < 0 || emitted > BaseUnits.AmountMax / Math.Max(1, scenario.HorizonDays))
        {
            yield return new("emission.per_day", $"{emitted} base units are negative or outgrow {BaseUnits.AmountMax}");
        }
    }

    private static IEnumerable<(string Path, Int128 Amount)> Held(Holders holders) =>
        [
            ("holders.contributors", holders.Contributors),
            ("holders.buyers", holders.Buyers),
            ("holders.insiders", holders.Insiders),
            ("holders.treasury", holders.Treasury),
            ("holders.rewards", holders.Rewards),
            ("holders.staked", holders.Staked),
            ("holders.other", holders.Other),
        ];

    private static string Months(long seconds) =>
        ((double)seconds / MonthSeconds).ToString("0.##", CultureInfo.InvariantCulture) + " months";
}
