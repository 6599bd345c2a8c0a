using Souk.Simulation.Numerics;
using Souk.Simulation.Peers.Sequences;

namespace Souk.Simulation.Peers.SustainabilityLoops;

/// <summary>Which share of the tokens is minted by when: exponential with a half-life, held back at first in three steps.</summary>
/// <remarks>
/// With f(t) = 1 − ½^(t/H) and T0 to T3 the four times: nothing before T0, then a share M1 of f(t − T0). From T1 on, M2 of
/// what f gained since T1 comes on top, from T2 on M3 of what it gained since T2; from T3 on, f(t − T3) of all that is
/// left. The published formula holds the earlier parts at their value at T1, T2 and T3; the published program, and so
/// this, lets them grow on. Source: TokenSPICE, wsloop (commit 3bd4622).
/// </remarks>
public sealed record RampedMinting
{
    private const double Ln2 = 0.6931471805599453;

    public double HalfLifeYears { get; init; } = 4;
    public double StartYears { get; init; } = 0.5;
    public double SecondYears { get; init; } = 1;
    public double ThirdYears { get; init; } = 1.4;
    public double FullYears { get; init; } = 3;
    public double FirstShare { get; init; } = 0.1;
    public double SecondShare { get; init; } = 0.25;
    public double ThirdShare { get; init; } = 0.5;

    /// <summary>After so many half-lives all that is left is minted at once.</summary>
    public double HalfLivesMax { get; init; } = 34;

    /// <summary>The share minted by a time, 0 to 1.</summary>
    public double ShareAt(double years)
    {
        if (years < StartYears)
        {
            return 0;
        }

        double f = Released(years - StartYears);
        double ramp = FirstShare * f;
        if (years >= SecondYears)
        {
            ramp += SecondShare * (f - Released(SecondYears - StartYears));
        }

        if (years >= ThirdYears)
        {
            ramp += ThirdShare * (f - Released(ThirdYears - StartYears));
        }

        return years < FullYears ? ramp : ramp + ((1 - ramp) * Released(years - FullYears));
    }

    public bool IsOver(double years) => years / HalfLifeYears > HalfLivesMax;

    internal void Validate()
    {
        Bounds.Above(HalfLifeYears, 0, nameof(HalfLifeYears));
        Bounds.NotNegative(StartYears, nameof(StartYears));
        Bounds.Within(SecondYears, StartYears, double.MaxValue, nameof(SecondYears));
        Bounds.Within(ThirdYears, SecondYears, double.MaxValue, nameof(ThirdYears));
        Bounds.Within(FullYears, ThirdYears, double.MaxValue, nameof(FullYears));
        Bounds.Share(FirstShare, nameof(FirstShare));
        Bounds.Within(SecondShare, FirstShare, 1, nameof(SecondShare));
        Bounds.Within(ThirdShare, SecondShare, 1, nameof(ThirdShare));
        Bounds.Share(FirstShare + SecondShare + ThirdShare, "sum of the three shares");
        Bounds.NotNegative(HalfLivesMax, nameof(HalfLivesMax));
    }

    private double Released(double years) => 1 - DeterministicMath.Exp(-Ln2 * (years / HalfLifeYears));
}
