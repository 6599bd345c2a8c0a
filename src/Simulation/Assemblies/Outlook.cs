using Souk.Simulation.Policies;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Assemblies;

/// <summary>What is expected of a number that is posted anew each day, in one of the three modes.</summary>
/// <param name="belief">The average that adaptive people keep; no one else touches it.</param>
internal sealed class Outlook(Expectation mode, Signal belief)
{
    /// <summary>What a rule that asks has to update.</summary>
    public Slot[] Slots => mode == Expectation.Adaptive ? [belief] : [];

    /// <summary>Asked once a day, from the first day on.</summary>
    /// <param name="rate">Weight of the nearest day.</param>
    /// <param name="posted">Today's.</param>
    /// <param name="path">What is known of a day, from today on, asked for day after day.</param>
    public double At(int day, double rate, double posted, Func<int, double> path)
    {
        if (mode != Expectation.Adaptive)
        {
            return mode == Expectation.Perfect ? ExpectationPolicy.Ahead(rate, day, path) : posted;
        }

        belief.Value = day == 0 ? posted : ExpectationPolicy.Next(mode, rate, belief.Value, posted);
        return belief.Value;
    }
}
