using Souk.Simulation.Numerics;
using Souk.Simulation.Numerics.Distributions;

namespace Souk.Simulation.Tests.Numerics;

public class GoodnessOfFitTests
{
    [Fact]
    public void Draws_of_a_mean_that_is_two_percent_off_are_found()
    {
        Poisson poisson = new(1.02);
        long[] draws = DrawSequenceTests.Draws(100_000, (ref DrawSequence draws) => poisson.Draw(ref draws));

        // e^-1 / k!.
        double[] probabilities = [0.36787944, 0.36787944, 0.18393972, 0.06131324, 0.01532831, 0.00306566, 0.00051094];

        Should.Throw<ShouldAssertException>(() => GoodnessOfFit.ShouldFit(draws, start: 0, probabilities));
    }

    [Fact]
    public void Draws_that_are_one_percent_too_large_are_found()
    {
        double[] draws = DrawSequenceTests.Draws(100_000, (ref DrawSequence draws) => draws.Uniform() * 1.01);

        Should.Throw<ShouldAssertException>(() => GoodnessOfFit.ShouldFit(draws, x => Math.Min(x, 1)));
    }
}
