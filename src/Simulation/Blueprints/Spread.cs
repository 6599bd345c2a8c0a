using Souk.Simulation.Numerics;

namespace Souk.Simulation.Blueprints;

/// <summary>The ways in which a parameter can be uncertain.</summary>
public enum SpreadKind
{
    /// <summary>`uniform(low; high)`</summary>
    Uniform,

    /// <summary>`triangular(low; mode; high)`</summary>
    Triangular,

    /// <summary>`normal(mean; deviation)`; draws beyond the parameter's limits are moved to them.</summary>
    Normal,

    /// <summary>`lognormal(median; sigma)`; sigma is that of the logarithm.</summary>
    Lognormal,

    /// <summary>`choice(a; b; c)`: each as likely as the others.</summary>
    Choice,
}

/// <summary>A distribution on a parameter: every replicate draws its own value.</summary>
/// <param name="Arguments">In the parameter's unit. Written with semicolons, or with commas where YAML lets them be.</param>
public sealed record Spread(SpreadKind Kind, IReadOnlyList<SettingValue> Arguments)
{
    private const double ValueMax = 7e27;

    internal string Canonical =>
        $"{Kind.ToString().ToLowerInvariant()}({string.Join("; ", Arguments.Select(argument => argument.Canonical))})";

    /// <summary>The value whose quantile is <paramref name="share"/>, at least 0 and below 1.</summary>
    public SettingValue At(double share)
    {
        if (Kind == SpreadKind.Choice)
        {
            return Arguments[(int)(share * Arguments.Count)];
        }

        double first = (double)Arguments[0].Number;
        double second = (double)Arguments[1].Number;
        double value = Kind switch
        {
            SpreadKind.Uniform => first + (share * (second - first)),
            SpreadKind.Triangular => Triangular(share, first, second, (double)Arguments[2].Number),
            SpreadKind.Normal => first + (second * Distribution.Normal(share)),
            _ => Distribution.Lognormal(share, first, second),
        };
        // A decimal number holds no more; limits of the parameter are for the caller.
        return Arguments[0] with { Number = (decimal)Math.Clamp(value, -ValueMax, ValueMax) };
    }

    /// <summary>The distribution of a multiple; the sigma of a lognormal is of the logarithm and stays.</summary>
    internal Spread Times(Func<SettingValue, SettingValue> multiply) =>
        this with
        {
            Arguments =
            [
                .. Arguments.Select(
                    (argument, i) => Kind == SpreadKind.Lognormal && i == 1 ? argument : multiply(argument)
                ),
            ],
        };

    private static double Triangular(double share, double low, double mode, double high)
    {
        double atMode = high > low ? (mode - low) / (high - low) : 0;
        return share < atMode
            ? low + Math.Sqrt(share * (high - low) * (mode - low))
            : high - Math.Sqrt((1 - share) * (high - low) * (high - mode));
    }
}
