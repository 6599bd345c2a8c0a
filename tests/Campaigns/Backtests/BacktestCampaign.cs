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

    /// <summary>Of the wrong model as many as tell it surely.</summary>
    private const int WrongMarkets = 10;

    /// <param name="arguments">`--count N` markets (52, which are 208 forecasts).</param>
    /// <returns>Null for anything else; else whether the model covers and the wrong one is told.</returns>
    public static bool? Run(ReadOnlySpan<string> arguments, CancellationToken cancellation)
    {
        int count = MarketsDefault;
        bool isUnderstood =
            arguments is []
            || (
                arguments is ["--count", var text]
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count)
                && count is >= 3 and <= MarketsMax
            );
        if (!isUnderstood)
        {
            return null;
        }

        Scoreboard right = Play(HiddenMarkets.Model, count, cancellation);
        Scoreboard wrong = Play(HiddenMarkets.WrongModel, Math.Min(count, WrongMarkets), cancellation);
        Console.WriteLine($"model: {Describe(right)}");
        Console.WriteLine($"misspecified model: {Describe(wrong)}");
        return right.Verdict == CoverageVerdict.Covers && wrong.Verdict == CoverageVerdict.TooNarrow;
    }

    private static Scoreboard Play(string[] vary, int markets, CancellationToken cancellation)
    {
        List<ScoredForecast> scored = [];
        for (int market = 0; market < markets; market++)
        {
            scored.AddRange(
                HiddenMarkets.Play(
                    new RestlessMarket(market).Play,
                    vary,
                    HiddenMarkets.Whole,
                    OriginsOfEach,
                    cancellation: cancellation
                )
            );
            Console.Error.WriteLine(
                $"{scored.Count} forecasts, {scored.Count(one => one.IsCovered)} within their bands"
            );
        }

        return new(scored);
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
