using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Souk.Simulation.Calibration;

namespace Souk.Simulation.Tests.Backtests;

/// <summary>A market of calm and wild spells that makes a price without Souk's engine: what the backtest campaign forecasts.</summary>
/// <remarks>
/// Written after the fitted model was done, and chosen on 2026-11-28 before any forecast of it had been scored (docs/EXPERIMENTS.md).
/// It differs from <see cref="HiddenMarket"/>, on which that model was narrowed, in three ways: how noisy traders are changes between
/// a calm and a wild spell of ten days on average, while the fitted traders are always alike; the team sells 60 % of what it holds on
/// days of a Poisson clock, all at once; and draws come from SHA-512 of another name. The scenario's pool and vesting are its own.
/// </remarks>
internal sealed class RestlessMarket
{
    private const double Calm = 0.7;
    private const double Wild = 1.6;
    private const double SpellDaysMean = 10;
    private const double SaleDaysMean = 12;

    private readonly string _name;
    private long _draws;

    /// <param name="number">Of the market; each has its own luck and its own noise.</param>
    public RestlessMarket(int number) => _name = $"restless, drawn on 2026-11-28, {number}";

    /// <summary>Closing prices by day and the sum of squared log returns up to it.</summary>
    public IReadOnlyList<MomentTarget> Play(int days)
    {
        double tokens = 10e6;
        double money = 500e3;
        double held = 0;
        double squares = 0;
        double sigma = 0.012 + (0.010 * Uniform());
        bool isWild = Uniform() < 0.5;
        List<MomentTarget> seen = [];
        for (int day = 0; day < days; day++)
        {
            double before = money / tokens;
            held += 20_000;
            isWild ^= Uniform() < 1 / SpellDaysMean;
            double sold = Uniform() < 1 / SaleDaysMean ? 0.6 * held : 0;
            held -= sold;
            double flow = (sigma * (isWild ? Wild : Calm) * money * Normal()) - (sold * before);
            double after = Math.Max(money + flow, money / 2);
            (tokens, money) = (tokens * money / after, after);
            double step = Math.Log(money / tokens / before);
            squares += step * step;
            seen.Add(new("price", day, money / tokens));
            seen.Add(new("variance.value", day, squares));
        }

        return seen;
    }

    // Box and Muller's, one of the pair.
    private double Normal() => Math.Sqrt(-2 * Math.Log(Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    private double Uniform()
    {
        byte[] hash = SHA512.HashData(Encoding.UTF8.GetBytes($"{_name}/{_draws++}"));
        return ((BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) + 0.5) / (1UL << 53);
    }
}
