using System.Globalization;
using System.Text.RegularExpressions;

namespace Souk.Simulation.Experiments;

/// <summary>When an ensemble has runs enough: `treasury.p95 width 5%` or `pool.price.mean width 0.001`.</summary>
/// <param name="Metric">On the last day.</param>
/// <param name="Share">Of the quantile whose interval is looked at; null for the mean.</param>
/// <param name="Width">From the lower end of the 95 % interval to the upper: in the metric's unit, or as a share.</param>
/// <param name="IsRelative">Whether the width is a share of the statistic's size.</param>
public sealed partial record StoppingRule(string Metric, double? Share, double Width, bool IsRelative)
{
    /// <summary>Replicates between two looks at the interval: a look after each run would stop at lucky streaks.</summary>
    public const int BlockReplicates = 50;

    /// <exception cref="FormatException">Something else; says what is expected.</exception>
    public static StoppingRule Parse(string text)
    {
        Match match = Words().Match(text);
        double share = match.Groups["percent"].Success
            ? double.Parse(match.Groups["percent"].Value, CultureInfo.InvariantCulture) / 100
            : 0.5;
        bool isRelative = match.Groups["relative"].Success;
        if (
            !match.Success
            || share is <= 0 or >= 1
            || !double.TryParse(match.Groups["width"].Value, CultureInfo.InvariantCulture, out double width)
            || !(width > 0 && double.IsFinite(width))
        )
        {
            throw new FormatException(
                $"'{text}' is not METRIC.STATISTIC width SIZE, such as price.p95 width 5% or price.mean width 0.001; a statistic is mean or p1 to p99."
            );
        }

        return new(
            match.Groups["metric"].Value,
            match.Groups["percent"].Success ? share : null,
            isRelative ? width / 100 : width,
            isRelative
        );
    }

    /// <summary>Whether an interval is narrow enough.</summary>
    /// <remarks>Where the statistic is 0, a relative width is met by an interval of one point alone.</remarks>
    public bool IsMetBy(EstimateInterval interval) =>
        interval.Width <= (IsRelative ? Width * Math.Abs(interval.Estimate) : Width);

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Metric}.{(Share is { } share ? $"p{share * 100:0.##}" : "mean")} width {(IsRelative ? $"{Width * 100:0.######}%" : $"{Width:R}")}"
        );

    [GeneratedRegex(
        @"^\s*(?<metric>\S+)\.(mean|p(?<percent>[0-9]{1,2}(\.[0-9]+)?))\s+width\s+(?<width>[0-9.eE+-]+)\s*(?<relative>%)?\s*$",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Words();
}
