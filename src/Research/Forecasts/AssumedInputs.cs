using System.Globalization;
using System.Text.RegularExpressions;
using Souk.Simulation.Blueprints;

namespace Souk.Research.Forecasts;

/// <summary>How many inputs of a forecast's scenario have nothing but an assumption behind them, as a sentence among its assumptions:
/// it stays with the forecast, whatever becomes of the scenario's file.</summary>
public static partial class AssumedInputs
{
    internal static string SentenceOf(Blueprint blueprint) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{BlueprintExplanation.AssumedInputs(blueprint).Count} of {BlueprintExplanation.Of(blueprint).Sum(part => part.Parameters.Count)} inputs of the scenario rest on an assumption alone."
        );

    /// <returns>Null where no assumption says so: forecasts of earlier versions do not.</returns>
    public static (int Count, int Inputs)? Find(IReadOnlyList<string> assumptions)
    {
        // What somebody writes with --assume comes before.
        Match? said = assumptions.Select(one => Sentence().Match(one)).LastOrDefault(match => match.Success);
        return
            said is not null
            && int.TryParse(said.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out int count)
            && int.TryParse(said.Groups[2].ValueSpan, CultureInfo.InvariantCulture, out int inputs)
            ? (count, inputs)
            : null;
    }

    [GeneratedRegex(
        @"^(\d+) of (\d+) inputs of the scenario rest on an assumption alone\.$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Sentence();
}
