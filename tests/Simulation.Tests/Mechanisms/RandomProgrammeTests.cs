namespace Souk.Simulation.Tests.Mechanisms;

/// <summary>A slice of `./souk campaign conservation`.</summary>
public class RandomProgrammeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Any_programme_of_all_mechanisms_conserves_every_token(uint seed)
    {
        RandomProgramme programme = new(seed);

        for (int step = 0; step < 5_000; step++)
        {
            programme.Play(step);
        }

        // Some of what is asked for cannot be done, and most of it can.
        programme.RefusedCount.ShouldBeInRange(50, 2_500);
    }
}
