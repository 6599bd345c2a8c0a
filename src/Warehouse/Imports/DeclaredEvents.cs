using System.Globalization;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Imports;

/// <summary>What happened to whom on which day, as a file declares it: such as who was on the list of an airdrop.</summary>
public static class DeclaredEvents
{
    private static readonly string[] s_columns = ["day", "address"];

    /// <param name="path">CSV with the columns day (2025-01-31, UTC) and address.</param>
    /// <returns>Each once, in the order of the file.</returns>
    /// <exception cref="ImportException">The file cannot be used; every problem with its line.</exception>
    public static IReadOnlyList<(DateOnly Day, Address Party)> Read(string path)
    {
        CsvFile file = CsvFile.Read(path);
        string[] header = [.. file.Header.Select(name => name.Trim().ToLowerInvariant())];
        if (!header.Order(StringComparer.Ordinal).SequenceEqual(s_columns.Order(StringComparer.Ordinal)))
        {
            throw ImportException.Of(
                path,
                [$"line 1: the columns are '{string.Join(", ", header)}', not day and address"]
            );
        }

        int day = Array.IndexOf(header, "day");
        List<string> problems = [];
        List<(DateOnly, Address)> events = [];
        foreach ((int line, string[] fields) in file.Rows)
        {
            try
            {
                events.Add((DayOf(fields[day].Trim()), Address.Parse(fields[1 - day].Trim())));
            }
            catch (FormatException wrong)
            {
                problems.Add($"line {line}: {wrong.Message}");
            }
        }

        return problems.Count == 0 ? [.. events.Distinct()] : throw ImportException.Of(path, problems);
    }

    private static DateOnly DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : throw new FormatException($"'{text}' is not a day. Write it as 2025-01-31.");
}
