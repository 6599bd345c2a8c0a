using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests;

/// <summary>A small market with every feature, written by hand.</summary>
internal static class TestMarket
{
    public static readonly Int128 OneToken = BaseUnits.One(18);
    public static readonly Int128 OneUsd = BaseUnits.One(6);

    // 2027-01-01T00:00:00Z
    public const long Start = 1_798_761_600;
    public const long Day = 86_400;

    public static InitialState State { get; } =
        new InitialState
        {
            Market = "masa",
            Date = new DateOnly(2027, 1, 1),
            Token = new TokenSpec("MASA", 18),
            Stablecoin = new TokenSpec("USDC", 6),
            Supply = 1_000_000_000 * OneToken,
            Holders = new Holders
            {
                Contributors = 5_000_000 * OneToken,
                Buyers = 1_000_000 * OneToken,
                Insiders = 10_000_001,
                Treasury = 200_000_000 * OneToken,
                Rewards = 3_000_000 * OneToken,
                Staked = 40_000_000 * OneToken,
            },
            Vesting =
            [
                Schedule("team", 150_000_000, cliffDays: 60, durationDays: 730),
                Schedule("seed", 50_000_000, cliffDays: 0, durationDays: 365),
            ],
            Pool = new PoolState(20_000_000 * OneToken, 1_000_000 * OneUsd),
            Fees = new FeeRules(MarketFeeShare: 0.1, BurnShare: 0.2),
            EmissionPerDay = 10_000 * OneToken,
            Activity = new Activity
            {
                ActiveContributors = 20,
                ActiveBuyers = 12,
                OrdersPerDay = 15,
                MeanOrderUsd = 40,
                OrderUsdSigma = 0.6,
            },
        }.WithRestToOther();

    public static Scenario Scenario { get; } =
        new()
        {
            Name = "test",
            State = State,
            HorizonDays = 120,
        };

    private static VestingSchedule Schedule(string name, int tokens, int cliffDays, int durationDays) =>
        new()
        {
            Name = name,
            Total = tokens * OneToken,
            StartUnixSeconds = Start,
            CliffSeconds = cliffDays * Day,
            DurationSeconds = durationDays * Day,
        };
}
