using System.Globalization;

namespace Souk.Simulation.Tests.Peers;

/// <summary>Numbers that another program computed: a line of steps, then a line per quantity with its name in front.</summary>
internal static class ReferenceTable
{
    /// <summary>How near a rebuilt model must come: each number to one part in 10^9.</summary>
    public const double Tolerance = 1e-9;

    /// <summary>Goes to each step of a table and compares every quantity.</summary>
    public static void ShouldFollow(string table, Action<int> goTo, Dictionary<string, Func<double>> quantities)
    {
        string[][] lines = [.. table.Split('\n').Select(Cells)];
        lines[0][0].ShouldBe("step");
        lines.Skip(1).Select(line => line[0]).ShouldBe(quantities.Keys, ignoreOrder: true);
        for (int column = 1; column < lines[0].Length; column++)
        {
            int step = int.Parse(lines[0][column], CultureInfo.InvariantCulture);
            goTo(step);
            foreach (string[] line in lines.Skip(1))
            {
                double expected = double.Parse(line[column], CultureInfo.InvariantCulture);
                Compare(quantities[line[0]](), expected, $"{line[0]} at step {step}");
            }
        }
    }

    public static void ShouldBeNear(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        actual.Length.ShouldBe(expected.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            Compare(actual[i], expected[i], $"number {i + 1}");
        }
    }

    // As a truth value, so that what is not a number fails.
    private static void Compare(double actual, double expected, string name) =>
        (Math.Abs(actual - expected) <= Tolerance * Math.Abs(expected)).ShouldBeTrue(
            $"{name} is {actual:R} and should be {expected:R}"
        );

    private static string[] Cells(string line) =>
        line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
