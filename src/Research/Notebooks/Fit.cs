using System.Globalization;
using System.Text;
using Souk.Research.Calibrations;
using Souk.Research.Frames;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Calibration;
using Souk.Simulation.Designs;
using Souk.Simulation.Studies;

namespace Souk.Research.Notebooks;

/// <summary>A fit of a scenario to what was observed. What the targets tell comes before any value.</summary>
/// <example><code>
/// Fit fit = Scenario.Load("unlocks").Calibrate([("seed.sold", 100, 900_000), ("seed.sold", 200, 1_400_000)], ["seed.sell_share=5%..60%"]);
/// if (fit.IsIdentified("seed.sell_share"))
///     Console.WriteLine(fit.Value("seed.sell_share"));
/// </code></example>
public sealed class Fit
{
    private readonly MomentFit _fit;
    private readonly IReadOnlyList<Variation> _variations;

    private Fit(MomentFit fit, IReadOnlyList<Variation> variations, TargetSet targets)
    {
        (_fit, _variations) = (fit, variations);
        IsSelfTest = targets.IsSelfTest;
        DataHash = targets.DataHash;
    }

    /// <summary>Whether the data were made up by a program: the fit then tests the method and is no statement about a market,
    /// nor a forecast.</summary>
    public bool IsSelfTest { get; }

    /// <summary>Of the warehouse that was fitted to; null where values were given.</summary>
    public string? DataHash { get; }

    /// <summary>Whether no values of the parameters make the scenario look like what was observed.</summary>
    public bool IsMisfit => _fit.IsMisfit;

    /// <summary>About <see cref="DegreesOfFreedom"/> where the scenario is right.</summary>
    public double Distance => _fit.Distance;

    public int DegreesOfFreedom => _fit.DegreesOfFreedom;

    /// <summary>Whether the targets tell a parameter: its 95 % interval covers less than half of its range.</summary>
    /// <example><code>fit.IsIdentified("seed.sell_share")</code></example>
    public bool IsIdentified(string path) => Of(path).IsIdentified;

    /// <summary>The width of a parameter's 95 % interval, as a share of its range.</summary>
    /// <example><code>fit.Width("seed.sell_share")</code></example>
    public double Width(string path) => Of(path).High - Of(path).Low;

    /// <summary>The value, as <see cref="Scenario.With(string, string)"/> takes it.</summary>
    /// <exception cref="CheckException">The targets do not tell the parameter.</exception>
    /// <example><code>Scenario fitted = scenario.With("seed.sell_share", fit.Value("seed.sell_share"));</code></example>
    public string Value(string path) =>
        Of(path) is { IsIdentified: true } one
            ? one.Value
            : throw new CheckException($"The targets do not tell {path}: a value would say nothing. See Width.");

    /// <summary>Both ends of a parameter's 95 % interval, within its range.</summary>
    /// <example><code>(string low, string high) = fit.Interval("seed.sell_share");</code></example>
    public (string Low, string High) Interval(string path)
    {
        int index = IndexOf(path);
        FittedParameter one = _fit.Parameters[index];
        return (_variations[index].At(one.Low), _variations[index].At(one.High));
    }

    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(IsSelfTest ? "SELF-TEST: the data were made up; this is no statement about a market.\n" : "");
        foreach (FittedParameter one in _fit.Parameters)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{one.Path}: {(one.IsIdentified ? "identified" : "NOT IDENTIFIED")}, the 95 % interval is {one.High - one.Low:P0} of the range\n"
            );
        }

        text.Append(IsMisfit ? "MISFIT: no values make the scenario look like the observations.\n" : "");
        foreach (FittedParameter one in _fit.Parameters.Where(one => one.IsIdentified))
        {
            (string low, string high) = Interval(one.Path);
            text.Append(CultureInfo.InvariantCulture, $"{one.Path} = {one.Value} ({low} to {high})\n");
        }

        return text.ToString().TrimEnd();
    }

    internal static Fit Of(Blueprint blueprint, TargetSet targets, string[] vary, int runs, uint seed, int evaluations)
    {
        Variation[] variations = [.. vary.Select(Variation.Parse)];
        MomentCalibration method = new(new PointEvaluator(blueprint, variations, seed, runs), targets.Targets);
        return new Fit(method.Fit(evaluations, cancellation: FrameStore.Cancellation()), variations, targets);
    }

    private FittedParameter Of(string path) => _fit.Parameters[IndexOf(path)];

    private int IndexOf(string path)
    {
        int index = _fit.Parameters.ToList().FindIndex(one => one.Path == path);
        return index >= 0
            ? index
            : throw new ArgumentException(
                $"'{path}' was not fitted; there are {string.Join(", ", _fit.Parameters.Select(one => one.Path))}.",
                nameof(path)
            );
    }
}
