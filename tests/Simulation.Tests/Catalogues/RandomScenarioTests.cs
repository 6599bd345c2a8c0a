namespace Souk.Simulation.Tests.Catalogues;

/// <summary>A slice of `./souk campaign conservation`.</summary>
public class RandomScenarioTests
{
    private const int Days = 25;

    public static TheoryData<string> Names =>
        [.. ShippedFiles.RunnableNames.Where(name => !name.StartsWith("peers/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_mechanisms_with_any_parameters_conserve_every_token(string name)
    {
        long ran = 0;
        for (uint seed = 1; seed <= 4; seed++)
        {
            ran += RandomScenario.Play(ShippedFiles.Read(name), seed, Days);
        }

        // At least one of the four came to its end.
        ran.ShouldBeGreaterThan(Days * 5);
    }
}
