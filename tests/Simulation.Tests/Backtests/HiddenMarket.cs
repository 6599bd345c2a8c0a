using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Souk.Simulation.Calibration;

namespace Souk.Simulation.Tests.Backtests;

/// <summary>A market that makes a price without Souk's engine: what a backtest is to forecast and must not know.</summary>
/// <remarks>
/// Behaves otherwise than the policies that are fitted to it. Flow comes in floating point on a pool without fees, with Laplace
/// draws of three traders of unlike size instead of one normal draw; a team sells all that vested in a random week-long campaign
/// once a month instead of by a constant hazard. Its luck is SHA-256 of a name that nobody else is told, not Philox.
/// </remarks>
internal sealed class HiddenMarket
{
    /// <summary>The scenario whose traders are fitted to it.</summary>
    public const string Scenario = """
        start: 2025-01-01
        horizon: 400 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: 500k USDC }
          traders: { kind: people.traders, pool: pool, balance: 300M TKN, flow_sigma: 0.02 }
          team: { kind: people.insiders, count: 50, pool: pool, sell_hazard: uniform(1 %; 30 %) }
          vest: { kind: vesting.linear, total: 20M TKN, to: team, duration: 1000 days }
          before: { kind: rule.set, initial: -2.995732273553991, value: log(pool.price / (1 USDC/TKN)), phase: observe }
          variance: { kind: rule.set, initial: 0, value: "variance.value + pow(log(pool.price / (1 USDC/TKN)) - before.value, 2)" }
        """;

    private readonly string _name;
    private long _draws;

    public HiddenMarket(int number) => _name = $"a market of its own, {number}";

    /// <summary>Closing prices by day and the sum of squared log returns up to it.</summary>
    public IReadOnlyList<MomentTarget> Play(int days)
    {
        double tokens = 10e6;
        double money = 500e3;
        double vested = 0;
        int campaign = -1;
        double squares = 0;
        double sigma = 0.018 + (0.010 * Uniform());
        List<MomentTarget> seen = [];
        for (int day = 0; day < days; day++)
        {
            double before = money / tokens;
            vested += 20_000;
            campaign = day % 30 == 0 ? day + (int)(23 * Uniform()) : campaign;
            double sold = day >= campaign && day < campaign + 7 ? vested / (campaign + 7 - day) : 0;
            vested -= sold;
            double flow = sigma * money * ((0.8 * Laplace()) + (0.5 * Laplace()) + (0.33 * Laplace()));
            (tokens, money) = Swap(tokens, money, flow - (sold * before));
            double step = Math.Log(money / tokens / before);
            squares += step * step;
            seen.Add(new("price", day, money / tokens));
            seen.Add(new("variance.value", day, squares));
        }

        return seen;
    }

    private static (double Tokens, double Money) Swap(double tokens, double money, double flow)
    {
        double after = Math.Max(money + flow, money / 2);
        return (tokens * money / after, after);
    }

    // Of deviation one.
    private double Laplace()
    {
        double u = Uniform() - 0.5;
        return -Math.Sign(u) * Math.Log(1 - (2 * Math.Abs(u))) / Math.Sqrt(2);
    }

    private double Uniform()
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{_name}/{_draws++}"));
        return ((BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) + 0.5) / (1UL << 53);
    }
}
