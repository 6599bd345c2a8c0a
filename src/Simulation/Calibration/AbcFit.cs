namespace Souk.Simulation.Calibration;

/// <summary>What a scenario's parameters may be, given what was observed: a sample of their posterior.</summary>
/// <param name="Parameters">In the order of the variations: weighted median and 2.5 % and 97.5 % quantiles of the particles.</param>
/// <param name="Moments">Observed, with the median of what the particles made of it and how far they scatter.</param>
/// <param name="Tolerances">Greatest distance of each generation after the first, falling.</param>
/// <param name="Particles">Points of the last whole generation.</param>
/// <param name="EffectiveParticles">1 / Σw²: as many of equal weight would say as much.</param>
/// <param name="Evaluations">Runs that were played.</param>
/// <param name="AcceptedShare">Of the runs of the last whole generation.</param>
public sealed record AbcFit(
    IReadOnlyList<FittedParameter> Parameters,
    IReadOnlyList<FittedMoment> Moments,
    IReadOnlyList<double> Tolerances,
    int Particles,
    double EffectiveParticles,
    int Evaluations,
    double AcceptedShare
)
{
    /// <summary>A moment this many scatters away from the median of the particles is not one of the scenario's.</summary>
    public const double MisfitScatters = 4;

    /// <summary>Whether the scenario cannot be brought to what was observed, by a check of the posterior's predictions.</summary>
    public bool IsMisfit =>
        Moments.Any(moment => Math.Abs(moment.Target.Value - moment.Simulated) > MisfitScatters * moment.Scale);
}
