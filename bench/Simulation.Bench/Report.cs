using System.Globalization;

namespace Souk.Simulation.Bench;

/// <summary>One line per figure.</summary>
internal static class Report
{
    public static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    public static string Memory(double bytesPerSecond, double bytesPerStep, double bandwidth) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{bytesPerStep:0} bytes touched per agent-step = {bytesPerSecond / 1e9:0.0} GB/s, {100 * bytesPerSecond / bandwidth:0} % of a copy's {bandwidth / 1e9:0.0} GB/s"
        );
}
