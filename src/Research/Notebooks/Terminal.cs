using Souk.Charts;
using Souk.Research.Frames;

namespace Souk.Research.Notebooks;

/// <summary>What shows values where a study runs as a plain program.</summary>
/// <example><code>
/// // What notebooks call display, for `dotnet run study.cs`.
/// Terminal.display(run);
/// </code></example>
public static class Terminal
{
    /// <summary>Prints a value; of a chart its title and its series.</summary>
    /// <example><code>Terminal.display(paid.Head(5));</code></example>
    public static void display(object? value) =>
        Console.WriteLine(
            value switch
            {
                Chart chart =>
                    $"[{chart.LabelledTitle}: {string.Join(", ", chart.Series.Select(series => series.Name))}]",
                Frame or Metric or Run or Ensemble or Fit => value.ToString(),
                _ => value,
            }
        );
}
