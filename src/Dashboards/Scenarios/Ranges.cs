using Souk.Dashboards.Wordings;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Designs;
using Souk.Simulation.Scenarios;

namespace Souk.Dashboards.Scenarios;

/// <summary>Which parameters are moved to see what matters, and how far.</summary>
public static class Ranges
{
    /// <summary>Parameters that are moved together at most.</summary>
    public const int CountMax = 10;

    private const int TextLengthMax = 300;
    private const decimal Low = 0.5m;
    private const decimal High = 1.5m;

    /// <summary>What a reader asks for, as `fees.burn_share=10%..50%`.</summary>
    /// <exception cref="FormatException">What is wrong, and what is expected.</exception>
    /// <exception cref="ScenarioException">A parameter that is not there, or an end that does not fit.</exception>
    public static IReadOnlyList<Variation> Parse(Blueprint blueprint, IEnumerable<string?> texts)
    {
        List<Variation> ranges = [];
        foreach (string text in texts.Select(text => text?.Trim() ?? "").Where(text => text.Length > 0))
        {
            if (ranges.Count == CountMax || text.Length > TextLengthMax)
            {
                throw new FormatException(
                    PageWords.Plain("scenarios.at-most-ranges-of-characters", CountMax, TextLengthMax)
                );
            }

            Variation range = Variation.Parse(text);
            if (!range.IsContinuous)
            {
                throw new FormatException(PageWords.Plain("scenarios.is-a-list-give-two", text));
            }

            Try(blueprint, range);
            ranges.Add(range);
        }

        return ranges;
    }

    /// <summary>Parameters that nothing but an assumption stands behind, from half to one and a half of what they are: the first
    /// ones in the order of the parts.</summary>
    public static IReadOnlyList<Variation> Of(Blueprint blueprint)
    {
        List<Variation> ranges = [];
        foreach (string path in BlueprintExplanation.AssumedInputs(blueprint))
        {
            if (ranges.Count < CountMax && Around(blueprint, path) is { } range)
            {
                ranges.Add(range);
            }
        }

        return ranges;
    }

    private static Variation? Around(Blueprint blueprint, string path)
    {
        (string part, string parameter) = (path[..path.LastIndexOf('.')], path[(path.LastIndexOf('.') + 1)..]);
        Setting setting = blueprint.Find(part)!.Settings[parameter];
        bool isNumber = setting.Spec.Kind < ParameterKind.YesNo && setting.Spec.Kind != ParameterKind.Date;
        if (
            !isNumber
            || setting.Spec.IsList
            || setting.Formula is not null
            || setting.Values is not [{ Number: > 0 } value]
        )
        {
            return null;
        }

        try
        {
            Variation range = Variation.Parse($"{path}={Words(setting, value, Low)}..{Words(setting, value, High)}");
            Try(blueprint, range);
            return range;
        }
        catch (Exception unfit) when (unfit is FormatException or ScenarioException or OverflowException)
        {
            // A count of one has no half, and some parameters have limits of their own.
            return null;
        }
    }

    private static string Words(Setting setting, SettingValue value, decimal factor)
    {
        decimal number = value.Number * factor;
        number = setting.Spec.Kind switch
        {
            ParameterKind.Share => Math.Min(number, 1),
            ParameterKind.Count or ParameterKind.Duration => Math.Ceiling(number),
            _ => number,
        };
        return SettingWords.Of(setting with { Spread = null, Values = [value with { Number = number }] });
    }

    /// <summary>All values that a map plays: a share in whole hundredths of a percent may have ends that fit and a quarter of the
    /// way that does not.</summary>
    private static void Try(Blueprint blueprint, Variation range)
    {
        for (int step = 0; step < FailureMap.Steps; step++)
        {
            BlueprintModel.Build(blueprint.With(range.Path, FailureMap.ValueAt(range, step)));
        }
    }
}
