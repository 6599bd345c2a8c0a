namespace Souk.Simulation.Calibration;

/// <summary>Parameters that make a scenario come nearest to what was observed.</summary>
/// <param name="Parameters">In the order of the variations.</param>
/// <param name="Distance">Σ((simulated − observed) / scale)², at the best point.</param>
/// <param name="DegreesOfFreedom">Moments less parameters: of a model that is right, the distance is about as large.</param>
/// <param name="Moments">Observed and simulated, in the order of the targets.</param>
/// <param name="Evaluations">Points that were tried.</param>
public sealed record MomentFit(
    IReadOnlyList<FittedParameter> Parameters,
    double Distance,
    int DegreesOfFreedom,
    IReadOnlyList<FittedMoment> Moments,
    int Evaluations
)
{
    /// <summary>Whether the scenario cannot be brought to what was observed: more than four deviations of the distance's law
    /// (χ²: mean n, variance 2 n).</summary>
    public bool IsMisfit => Distance > DegreesOfFreedom + (4 * Math.Sqrt(2.0 * Math.Max(DegreesOfFreedom, 1)));
}

/// <summary>A fitted parameter, with how well the targets tell it.</summary>
/// <param name="Path">As `--set` takes it.</param>
/// <param name="Value">As `--set` takes it.</param>
/// <param name="Share">Of the way of its range.</param>
/// <param name="Low">Lower end of the 95 % interval, a share of the way, within the range.</param>
/// <param name="High">Upper end of the same.</param>
/// <param name="IsIdentified">Whether the interval is less than half of the range; otherwise the targets hardly tell it.</param>
public sealed record FittedParameter(
    string Path,
    string Value,
    double Share,
    double Low,
    double High,
    bool IsIdentified
);

/// <summary>A target and what the fit makes of it.</summary>
/// <param name="Scale">By what the difference counts as one: the spread over runs.</param>
public readonly record struct FittedMoment(MomentTarget Target, double Simulated, double Scale);
