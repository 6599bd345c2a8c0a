using System.Globalization;
using Souk.Simulation.Blueprints;

namespace Souk.Dashboards.Scenarios;

/// <summary>The values of a parameter that a reader can slide along, in the unit in which its field is written.</summary>
/// <param name="Value">Where it stands now; the field may hold another, since it takes more than a slider does.</param>
/// <param name="Unit">What follows the number in the field, with its space: ` %`, ` MASA/day`; empty for a plain number.</param>
public sealed record Slider(decimal Low, decimal High, decimal Step, decimal Value, string Unit)
{
    /// <summary>Steps from one end to the other, about.</summary>
    private const int StepCount = 200;

    /// <summary>A limit that is so many times the baseline, or of a baseline of 0 just more than this, is no end to slide to: nobody
    /// would hit what lies around it.</summary>
    private const decimal FarTimes = 100;

    /// <summary>Where limits name no end, or one that is far, a parameter slides to so many times its baseline.</summary>
    private const decimal ReachTimes = 2;

    /// <param name="baseline">The setting of the scenario as it ships.</param>
    /// <param name="now">The same with the reader's change.</param>
    /// <returns>Null where the parameter is no single number, or nothing says how far it could go.</returns>
    public static Slider? Of(Setting baseline, Setting now)
    {
        ParameterSpec spec = baseline.Spec;
        bool isNumber = spec.Kind < ParameterKind.YesNo && spec.Kind != ParameterKind.Date;
        if (!isNumber || spec.IsList || NumberOf(baseline) is not { } start || NumberOf(now) is not { } value)
        {
            return null;
        }

        decimal scale = spec.Kind == ParameterKind.Share ? 100 : 1;
        decimal most = Math.Max(Math.Abs(start), Math.Abs(value));
        decimal reach = most == 0 ? FarTimes : ReachTimes * most;
        decimal high = Near(spec.Kind == ParameterKind.Share ? Math.Min(spec.Max, 1) : spec.Max, start) ?? reach;
        decimal low = Near(spec.Min, start) ?? -reach;
        decimal step = StepOf((high - low) * scale, isWhole: spec.Kind == ParameterKind.Count);
        // A limit just above zero would give every step an odd end.
        low = low > 0 && low * scale < step ? step / scale : low;
        return low >= high
            ? null
            : new Slider(low * scale, high * scale, step, value * scale, UnitOf(spec.Kind, baseline.Values[0].Text));
    }

    /// <summary>A number as a field has it.</summary>
    public string Text(decimal value) => Plain(value) + Unit;

    /// <summary>A number as attributes of a page have it.</summary>
    public static string Plain(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    private static decimal? NumberOf(Setting setting) =>
        setting is { Spread: null, Formula: null, Values: [{ } value] } ? value.Number : null;

    /// <returns>Null where the limit is none to slide to.</returns>
    private static decimal? Near(double limit, decimal start) =>
        Math.Abs(limit) <= 1e15 && Math.Abs((decimal)limit) <= FarTimes * (start == 0 ? 1 : Math.Abs(start))
            ? (decimal)limit
            : null;

    /// <summary>1, 2 or 5 times a power of ten.</summary>
    private static decimal StepOf(decimal range, bool isWhole)
    {
        double rough = Math.Max((double)range / StepCount, 1e-12);
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        decimal step = (decimal)(
            power
            * (
                rough / power < 2 ? 1
                : rough / power < 5 ? 2
                : 5
            )
        );
        return isWhole ? Math.Max(1, decimal.Ceiling(step)) : step;
    }

    private static string UnitOf(ParameterKind kind, string symbol) =>
        kind switch
        {
            ParameterKind.Share => " %",
            ParameterKind.Usd => " USD",
            ParameterKind.UsdPerDay => " USD/day",
            ParameterKind.Tokens => $" {symbol}",
            ParameterKind.TokensPerDay => $" {symbol}/day",
            ParameterKind.Duration => " days",
            _ => "",
        };
}
