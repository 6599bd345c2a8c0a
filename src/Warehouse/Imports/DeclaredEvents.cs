using System.Globalization;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Imports;

/// <summary>What happened to whom on which day, as a file declares it: such as who was on the list of an airdrop, or when a market
/// changed its terms.</summary>
public static class DeclaredEvents
{
    /// <summary>Events of addresses.</summary>
    /// <param name="path">CSV with the columns day (2025-01-31, UTC) and address.</param>
    /// <returns>Each once, in the order of the file.</returns>
    /// <exception cref="ImportException">The file cannot be used; every problem with its line.</exception>
    public static IReadOnlyList<(DateOnly Day, Address Party)> Read(string path) =>
        Read(path, "address", Address.Parse);

    /// <summary>Events of whole markets.</summary>
    /// <param name="path">CSV with the columns day (2025-01-31, UTC) and market, a system of manifests.</param>
    /// <inheritdoc cref="Read(string)" path="/returns"/>
    /// <exception cref="ImportException">The file cannot be used; every problem with its line.</exception>
    public static IReadOnlyList<(DateOnly Day, string Market)> ReadOfMarkets(string path) =>
        Read(
            path,
            "market",
            text => text.Length > 0 ? text : throw new FormatException("The market is missing. Write its system.")
        );

    private static List<(DateOnly, T)> Read<T>(string path, string whom, Func<string, T> parse)
    {
        CsvFile file = CsvFile.Read(path);
        string[] header = [.. file.Header.Select(name => name.Trim().ToLowerInvariant())];
        string[] columns = ["day", whom];
        if (!header.Order(StringComparer.Ordinal).SequenceEqual(columns.Order(StringComparer.Ordinal)))
        {
            throw ImportException.Of(
                path,
                [$"line 1: the columns are '{string.Join(", ", header)}', not day and {whom}"]
            );
        }

        int day = Array.IndexOf(header, "day");
        List<string> problems = [];
        List<(DateOnly, T)> events = [];
        foreach ((int line, string[] fields) in file.Rows)
        {
            try
            {
                events.Add((DayOf(fields[day].Trim()), parse(fields[1 - day].Trim())));
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
