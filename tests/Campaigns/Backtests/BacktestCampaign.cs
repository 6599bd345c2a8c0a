using System.Globalization;
using Souk.Simulation.Scores;
using Souk.Simulation.Tests.Backtests;

namespace Souk.Campaigns.Backtests;

/// <summary>Forecasts markets that behave otherwise than the fitted model, and asks whether its bands cover; a wrong model has to
/// be told by the same figures.</summary>
internal static class BacktestCampaign
{
    private const int MarketsDefault = 52;
    private const int MarketsMax = 1_000;
    private const int OriginsOfEach = 4;
    private const int WorkersMax = 64;

    /// <summary>Of the wrong model as many as tell it surely.</summary>
    private const int WrongMarkets = 10;

    /// <param name="arguments">`--count N` markets (52, which are 208 forecasts), `--workers N` markets at the same time (one per core),
    /// which changes nothing but the time.</param>
    /// <returns>Null for anything else; else whether the model covers and the wrong one is told.</returns>
    public static bool? Run(ReadOnlySpan<string> arguments, CancellationToken cancellation)
    {
        (int count, int workers) = (MarketsDefault, Environment.ProcessorCount);
        while (arguments is ["--count" or "--workers", var text, ..])
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                return null;
            }

            (count, workers) = arguments[0] == "--count" ? (number, workers) : (count, number);
            arguments = arguments[2..];
        }

        if (!arguments.IsEmpty || count is < 3 or > MarketsMax || workers is < 1 or > WorkersMax)
        {
            return null;
        }

        Scoreboard right = Play(HiddenMarkets.Model, count, workers, cancellation);
        Scoreboard wrong = Play(HiddenMarkets.WrongModel, Math.Min(count, WrongMarkets), workers, cancellation);
        Console.WriteLine($"model: {Describe(right)}");
        Console.WriteLine($"misspecified model: {Describe(wrong)}");
        return right.Verdict == CoverageVerdict.Covers && wrong.Verdict == CoverageVerdict.TooNarrow;
    }

    private static Scoreboard Play(string[] vary, int markets, int workers, CancellationToken cancellation)
    {
        IReadOnlyList<ScoredForecast>[] scored = new IReadOnlyList<ScoredForecast>[markets];
        int done = 0;
        ParallelOptions options = new() { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        Parallel.For(
            0,
            markets,
            options,
            market =>
            {
                scored[market] = HiddenMarkets.Play(
                    new RestlessMarket(market).Play,
                    vary,
                    HiddenMarkets.Whole,
                    OriginsOfEach,
                    threads: 1,
                    cancellation
                );
                Console.Error.WriteLine($"{Interlocked.Increment(ref done)} markets of {markets}");
            }
        );
        return new([.. scored.SelectMany(market => market)]);
    }

    private static string Describe(Scoreboard board) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {board.Forecasts.Count} forecasts, {board.Covered} within the 90 % band: {board.Coverage:P1} (exact 95 % interval {board.Interval.Low:P1} to {board.Interval.High:P1}): {board.Verdict}
              CRPS {board.Crps:G4}, skill {board.SkillOverLastValue:P1} over the last value, {board.SkillOverDrift:P1} over drift; interval score {board.IntervalScore:G4}
              places by tenths {string.Join(
                ' ',
                board.Pit.Bins.Select(bin => bin.ToString("0.0", CultureInfo.InvariantCulture))
            )}: p = {board.Pit.PValue:0.000}
            """
        );
}
