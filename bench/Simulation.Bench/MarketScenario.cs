using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Bench;

/// <summary>A data market of a chosen size: a year, 60 % potential contributors, 40 % potential buyers, a quarter of both active.</summary>
internal static class MarketScenario
{
    private const double Multiple = 4;

    public static Scenario Of(int agents)
    {
        Int128 oneToken = BaseUnits.One(18);
        InitialState state = new InitialState
        {
            Market = "bench",
            Date = new DateOnly(2027, 1, 1),
            Token = new TokenSpec("T", 18),
            Stablecoin = new TokenSpec("USDC", 6),
            Supply = 1_000_000_000 * oneToken,
            Holders = new Holders { Treasury = 100_000_000 * oneToken, Rewards = 10_000_000 * oneToken },
            Vesting = [Schedule("team", 150_000_000 * oneToken), Schedule("seed", 50_000_000 * oneToken)],
            Pool = new PoolState(20_000_000 * oneToken, 1_000_000 * BaseUnits.One(6)),
            Fees = new FeeRules(MarketFeeShare: 0.1, BurnShare: 0.3),
            EmissionPerDay = 10_000 * oneToken,
            Activity = new Activity
            {
                ActiveContributors = 0.6 * agents / Multiple,
                ActiveBuyers = 0.4 * agents / Multiple,
                OrdersPerDay = 0.2 * agents,
                MeanOrderUsd = 20,
                OrderUsdSigma = 0.6,
            },
        }.WithRestToOther();
        return new Scenario { Name = "bench", State = state };
    }

    private static VestingSchedule Schedule(string name, Int128 total) =>
        new()
        {
            Name = name,
            Total = total,
            StartUnixSeconds = 1_798_761_600,
            CliffSeconds = 180 * 86_400,
            DurationSeconds = 3 * 365 * 86_400,
        };
}
