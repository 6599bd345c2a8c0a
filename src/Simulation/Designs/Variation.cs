using System.Globalization;
using System.Text.RegularExpressions;
using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Designs;

/// <summary>A parameter that a design moves: between two ends, by a law, or over listed values.</summary>
/// <remarks>A law maps shares through its quantiles, so that points which are spread evenly over shares have that law. The thousandth at
/// each end of a normal or lognormal one, where values have no bound, is moved to its quantile.</remarks>
public sealed partial class Variation
{
    /// <summary>What the coarsest tokens in use have, so that a value between two amounts is one.</summary>
    private const int AmountDecimals = 6;

    private const int FurtherDecimals = 3;

    private const int MostDecimals = 12;

    private const double Tail = 0.001;

    private readonly decimal _low;
    private readonly decimal _high;
    private readonly string _unit;

    /// <summary>Null where every number between the ends is as likely as another.</summary>
    private readonly Spread? _law;

    /// <summary>Of a value between the ends.</summary>
    private readonly int _decimals;

    private Variation(
        string path,
        IReadOnlyList<string> values,
        decimal low,
        decimal high,
        string unit,
        Spread? law = null
    )
    {
        (Path, Values, _low, _high, _unit, _law) = (path, values, low, high, unit, law);
        int endDecimals = Math.Max(low.Scale, high.Scale);
        _decimals = Math.Max(AmountDecimals, Math.Min(endDecimals + FurtherDecimals, MostDecimals));
    }

    /// <summary>As `--set` takes it: `fees.burn_share`, `*.cliff`.</summary>
    public string Path { get; }

    /// <summary>The listed values; empty between two ends.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Between two ends, or by a law.</summary>
    public bool IsContinuous => Values.Count == 0;

    /// <summary>Reads `PATH=LOW..HIGH` with units as in files (`fees.burn_share=10%..50%`, `team.cliff=6 months..18 months`),
    /// `PATH=VALUE,VALUE,…`, or a law: `PATH=lognormal(MEDIAN; SIGMA)` (of the logarithm), `normal(MEAN; DEVIATION)`,
    /// `triangular(LOW; MODE; HIGH)`.</summary>
    /// <exception cref="FormatException">What is wrong, and what was expected.</exception>
    public static Variation Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
        {
            throw new FormatException(
                $"'{text}' is not PATH=LOW..HIGH or PATH=VALUE,VALUE. Example: fees.burn_share=10%..50%"
            );
        }

        string path = text[..equals].Trim();
        string range = text[(equals + 1)..].Trim();
        if (LawAndArguments().Match(range) is { Success: true } law)
        {
            return Law(
                path,
                text,
                law.Groups[1].Value,
                law.Groups[2].Value.Split([';', ','], StringSplitOptions.TrimEntries)
            );
        }

        string[] ends = range.Split("..");
        if (ends.Length == 2)
        {
            return Between(path, text, ends[0], ends[1]);
        }

        string[] values = range.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return values.Length >= 2
            ? new(path, values, 0, 0, "")
            : throw new FormatException($"'{text}' has one value: give two ends (10%..50%) or a list (10%,30%,50%).");
    }

    /// <summary>The value at a share of the way, in words that <c>Blueprint.With</c> reads: to six decimals, or to three more
    /// than its ends have.</summary>
    /// <param name="share">0 to 1.</param>
    public string At(double share)
    {
        if (!IsContinuous)
        {
            return Values[Math.Min((int)(share * Values.Count), Values.Count - 1)];
        }

        return Number(share).ToString("0.############", CultureInfo.InvariantCulture) + _unit;
    }

    /// <summary>The number at a share of the way between two ends, in their unit.</summary>
    /// <param name="share">0 to 1.</param>
    /// <exception cref="InvalidOperationException">Listed values have none.</exception>
    public double NumberAt(double share) =>
        IsContinuous
            ? (double)Number(share)
            : throw new InvalidOperationException($"{Path} goes over listed values, which are no numbers.");

    public override string ToString() =>
        _law is { } law
            ? $"{Path}={law.Kind.ToString().ToLowerInvariant()}({string.Join("; ", law.Arguments.Select(Argument))})"
        : IsContinuous ? $"{Path}={At(0)}..{At(1)}"
        : $"{Path}={string.Join(',', Values)}";

    private decimal Number(double share) =>
        decimal.Round(
            _law is { } law ? law.At(Within(law.Kind, share)).Number : _low + ((decimal)share * (_high - _low)),
            _decimals
        );

    private static double Within(SpreadKind kind, double share) =>
        kind == SpreadKind.Triangular ? share : Math.Clamp(share, Tail, 1 - Tail);

    // As it was written: the sigma of a lognormal law has no unit.
    private static string Argument(SettingValue argument) =>
        argument.Number.ToString(CultureInfo.InvariantCulture) + argument.Text;

    private static Variation Law(string path, string text, string name, string[] items)
    {
        SpreadKind kind = Enum.Parse<SpreadKind>(name, ignoreCase: true);
        if (items.Length != (kind == SpreadKind.Triangular ? 3 : 2))
        {
            throw new FormatException(
                $"'{text}' has {items.Length} values: write lognormal(MEDIAN; SIGMA), normal(MEAN; DEVIATION) or triangular(LOW; MODE; HIGH)."
            );
        }

        (decimal Number, string Unit)[] read = [.. items.Select(item => Quantity(text, item))];
        bool isLognormal = kind == SpreadKind.Lognormal;
        string[] units = [.. read.Select(one => one.Unit).Where(unit => unit.Length > 0)];
        if (isLognormal && read[1].Unit.Length > 0)
        {
            throw new FormatException(
                $"'{text}': the sigma of a lognormal law is a number without a unit, such as 0.5."
            );
        }

        if (units.Select(unit => unit.Trim()).Distinct().Count() > 1)
        {
            throw new FormatException(
                $"'{text}' has values in '{string.Join("' and '", units)}': give them in one unit."
            );
        }

        decimal[] numbers = [.. read.Select(one => one.Number)];
        bool isLaw = kind switch
        {
            SpreadKind.Lognormal => numbers[0] > 0 && numbers[1] > 0,
            SpreadKind.Normal => numbers[1] > 0,
            _ => numbers[0] <= numbers[1] && numbers[1] <= numbers[2] && numbers[0] < numbers[2],
        };
        return isLaw
            ? new(
                path,
                [],
                numbers.Min(),
                numbers.Max(),
                units.FirstOrDefault(""),
                new Spread(kind, [.. read.Select(one => new SettingValue(one.Number, one.Unit))])
            )
            : throw new FormatException(
                kind == SpreadKind.Triangular
                    ? $"'{text}' must rise from its first value to its last."
                    : $"'{text}' needs a {(isLognormal ? "median and a sigma" : "deviation")} above 0."
            );
    }

    private static Variation Between(string path, string text, string low, string high)
    {
        (decimal lowNumber, string lowUnit) = Quantity(text, low);
        (decimal highNumber, string highUnit) = Quantity(text, high);
        if (lowUnit.Length > 0 && highUnit.Length > 0 && lowUnit.Trim() != highUnit.Trim())
        {
            throw new FormatException(
                $"'{text}' goes from '{lowUnit.Trim()}' to '{highUnit.Trim()}': give both ends in one unit."
            );
        }

        return lowNumber < highNumber
            ? new(path, [], lowNumber, highNumber, highUnit.Length > 0 ? highUnit : lowUnit)
            : throw new FormatException($"'{text}' must rise from its first end to its second.");
    }

    private static (decimal Number, string Unit) Quantity(string text, string end)
    {
        Match match = NumberAndUnit().Match(end.Trim());
        return
            match.Success
            && decimal.TryParse(
                match.Groups[1].Value,
                NumberStyles.Number,
                CultureInfo.InvariantCulture,
                out decimal number
            )
            ? (number, match.Groups[2].Value)
            : throw new FormatException($"'{end}' in '{text}' is not a number with or without a unit.");
    }

    [GeneratedRegex(@"^(lognormal|normal|triangular)\(([^()]*)\)$")]
    private static partial Regex LawAndArguments();

    [GeneratedRegex(@"^([-+]?[0-9]+(?:\.[0-9]+)?)(\s*[^0-9].*)?$")]
    private static partial Regex NumberAndUnit();
}
