using Souk.Simulation.Peers.Sequences;

namespace Souk.Simulation.Peers.SustainabilityLoops;

/// <summary>A treasury that is given away in equal parts, the first at once.</summary>
/// <param name="GrantCount">At least 1.</param>
/// <param name="SecondsBetween">The next grant comes in the first step that is at least so much later.</param>
public sealed record GrantProgramme(double Usd, double Tokens, int GrantCount, int SecondsBetween)
{
    internal void Validate(string name)
    {
        Bounds.NotNegative(Usd, $"{name}: {nameof(Usd)}");
        Bounds.NotNegative(Tokens, $"{name}: {nameof(Tokens)}");
        Bounds.Within(GrantCount, 1, int.MaxValue, $"{name}: {nameof(GrantCount)}");
        Bounds.Within(SecondsBetween, 0, int.MaxValue, $"{name}: {nameof(SecondsBetween)}");
    }
}
