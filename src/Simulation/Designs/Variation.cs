using System.Globalization;
using System.Text.RegularExpressions;

namespace Souk.Simulation.Designs;

/// <summary>A parameter that a design moves: between two ends, or over listed values.</summary>
public sealed partial class Variation
{
    /// <summary>What the coarsest tokens in use have, so that a value between two amounts is one.</summary>
    private const int AmountDecimals = 6;

    private const int FurtherDecimals = 3;

    private const int MostDecimals = 12;

    private readonly decimal _low;
    private readonly decimal _high;
    private readonly string _unit;

    /// <summary>Of a value between the ends.</summary>
    private readonly int _decimals;

    private Variation(string path, IReadOnlyList<string> values, decimal low, decimal high, string unit)
    {
        (Path, Values, _low, _high, _unit) = (path, values, low, high, unit);
        int endDecimals = Math.Max(low.Scale, high.Scale);
        _decimals = Math.Max(AmountDecimals, Math.Min(endDecimals + FurtherDecimals, MostDecimals));
    }

    /// <summary>As `--set` takes it: `fees.burn_share`, `*.cliff`.</summary>
    public string Path { get; }

    /// <summary>The listed values; empty between two ends.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Between two ends.</summary>
    public bool IsContinuous => Values.Count == 0;

    /// <summary>Reads `PATH=LOW..HIGH` with units as in files (`fees.burn_share=10%..50%`, `team.cliff=6 months..18 months`), or
    /// `PATH=VALUE,VALUE,…`.</summary>
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
        IsContinuous ? $"{Path}={At(0)}..{At(1)}" : $"{Path}={string.Join(',', Values)}";

    private decimal Number(double share) => decimal.Round(_low + ((decimal)share * (_high - _low)), _decimals);

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

    [GeneratedRegex(@"^([-+]?[0-9]+(?:\.[0-9]+)?)(\s*[^0-9].*)?$")]
    private static partial Regex NumberAndUnit();
}
