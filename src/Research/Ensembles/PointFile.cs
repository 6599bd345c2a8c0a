using System.Text;
using Souk.DuckDb;
using Souk.Simulation.Designs;
using Souk.Simulation.Experiments;

namespace Souk.Research.Ensembles;

/// <summary>Points of a design in a file, one a row, with a column for each path: what a scenario is changed to, as `--set`
/// takes it.</summary>
public static class PointFile
{
    /// <summary>Writes CSV.</summary>
    /// <param name="points">With the same paths in the same order.</param>
    public static void Write(string path, IReadOnlyList<EnsemblePoint> points)
    {
        StringBuilder text = new();
        text.AppendJoin(',', points[0].Settings.Select(setting => Quoted(setting.Path))).Append('\n');
        foreach (EnsemblePoint point in points)
        {
            text.AppendJoin(',', point.Settings.Select(setting => Quoted(setting.Value))).Append('\n');
        }

        File.WriteAllText(path, text.ToString());
    }

    /// <param name="path">CSV, or Parquet by its ending.</param>
    /// <exception cref="EnsembleException">No such file, none or too many points, or a value that is missing.</exception>
    public static IReadOnlyList<IReadOnlyList<PointSetting>> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new EnsembleException($"There is no file of points {path}.");
        }

        List<PointSetting[]> points = Rows(path);
        if (points.Count is 0 or > Design.PointsMax)
        {
            throw new EnsembleException($"{path} has {points.Count} points; a design has 1 to {Design.PointsMax}.");
        }

        int empty = points.FindIndex(point => point.Any(setting => setting.Value.Length == 0));
        return empty < 0
            ? points
            : throw new EnsembleException(
                $"{path}: point {empty} says nothing of {points[empty].First(setting => setting.Value.Length == 0).Path}."
            );
    }

    private static List<PointSetting[]> Rows(string path)
    {
        string file = ShardTables.Quoted(path);
        string source = Path.GetExtension(path).Equals(".parquet", StringComparison.OrdinalIgnoreCase)
            ? $"read_parquet('{file}')"
            : $"read_csv('{file}', header = true, all_varchar = true, delim = ',', quote = '\"')";
        using DuckDBConnection connection = new("Data Source=:memory:;threads=1");
        connection.Open();
        try
        {
            return connection.Query(
                $"select columns(*)::varchar from {source}",
                row =>
                    Enumerable
                        .Range(0, row.FieldCount)
                        .Select(column => new PointSetting(
                            row.GetName(column),
                            row.IsDBNull(column) ? "" : row.GetString(column)
                        ))
                        .ToArray()
            );
        }
        catch (DuckDBException problem)
        {
            throw new EnsembleException($"{path} cannot be read as a table of points: {problem.Message}");
        }
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
