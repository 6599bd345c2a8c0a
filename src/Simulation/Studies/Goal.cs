using System.Globalization;
using System.Text.RegularExpressions;

namespace Souk.Simulation.Studies;

/// <summary>A metric whose mean over runs is to be great or small.</summary>
public sealed record Objective(string Metric, bool IsMaximised);

/// <summary>A bound on how often a metric may be on the wrong side: `P(treasury &lt; 1000000) &lt;= 5 %`.</summary>
/// <param name="IsBelow">Whether being below the threshold is bad; else above.</param>
/// <param name="ShareMax">How often at most, as a share of runs.</param>
public sealed partial record ChanceConstraint(string Metric, bool IsBelow, double Threshold, double ShareMax)
{
    /// <exception cref="FormatException">Something else; says what is expected.</exception>
    public static ChanceConstraint Parse(string text)
    {
        Match match = Words().Match(text);
        if (!match.Success)
        {
            throw new FormatException(
                $"'{text}' is not P(METRIC < NUMBER) <= SHARE, such as P(treasury < 1000000) <= 5%."
            );
        }

        double share = double.Parse(match.Groups["share"].Value, CultureInfo.InvariantCulture);
        share /= match.Groups["percent"].Success ? 100 : 1;
        return share is >= 0 and < 1
            ? new(
                match.Groups["metric"].Value,
                match.Groups["sign"].Value == "<",
                double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture),
                share
            )
            : throw new FormatException($"'{text}' has the share {share}, which is not from 0 to below 1.");
    }

    /// <summary>How often it is broken, as a share of runs.</summary>
    public double ShareOf(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return (double)all.Count(value => IsBelow ? value < Threshold : value > Threshold) / all.Length;
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"P({Metric} {(IsBelow ? '<' : '>')} {Threshold}) <= {ShareMax * 100:0.##} %"
        );

    [GeneratedRegex(
        @"^\s*P\(\s*(?<metric>[^\s<>]+)\s*(?<sign>[<>])\s*(?<number>[-+0-9.eE]+)\s*\)\s*<=\s*(?<share>[0-9.]+)\s*(?<percent>%)?\s*$",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Words();
}
