using System.Globalization;
using Souk.Warehouse.Spellings;

namespace Souk.Warehouse.Imports;

/// <summary>Checks the rows of a file against its table: every bad cell is listed, and one suffices to refuse the file.
/// </summary>
internal sealed class RowCheck(ImportTable table, KnownTokens known, DateTime recordedAt, TimeSpan? offset)
{
    /// <summary>How far a time may lie ahead of ours: days begin elsewhere, and clocks differ.</summary>
    private static readonly TimeSpan s_aheadMax = TimeSpan.FromDays(1);

    private readonly List<string> _problems = [];

    /// <returns>The rows as texts in the order of the target's columns, without repeated ones, and how many repeated.</returns>
    /// <exception cref="ImportException">Columns or cells that do not do; all of them.</exception>
    public (IReadOnlyList<string?[]> Rows, long Duplicates) Run(string path, RowFile file)
    {
        Dictionary<string, int> places = PlaceColumns(path, file.Header);
        string source = Path.GetFileName(path);
        Dictionary<string, (int Line, string?[] Row)> rows = new(StringComparer.Ordinal);
        long duplicates = 0;
        foreach ((int line, string?[] fields) in file.Rows)
        {
            string?[] row = ReadRow(line, source, name => places.TryGetValue(name, out int at) ? fields[at] : null);
            string key = string.Join('\u001f', row.Take(table.Target.Keys.Count));
            if (rows.TryAdd(key, (line, row)))
            {
                continue;
            }

            duplicates += rows[key].Row.SequenceEqual(row) ? 1 : 0;
            if (!rows[key].Row.SequenceEqual(row))
            {
                Complain(
                    line,
                    string.Join(", ", table.Target.Keys),
                    $"the same as on line {rows[key].Line}, with other values"
                );
            }
        }

        return _problems.Count == 0
            ? ([.. rows.Values.Select(row => row.Row)], duplicates)
            : throw ImportException.Of(path, _problems, RowsShownMax);
    }

    /// <summary>Bad cells that a refusal lists.</summary>
    public const int RowsShownMax = 1000;

    private string?[] ReadRow(int line, string source, Func<string, string?> get)
    {
        Dictionary<string, string?> values = new(StringComparer.Ordinal);
        foreach (ImportField field in table.Columns)
        {
            string? text =
                get(field.Name)
                ?? (field.Name == ImportTables.Source ? source : table.Defaults.GetValueOrDefault(field.Name));
            values[field.Name] = text is null ? null : Canonical(line, field, text);
            if (text is null && (field.IsRequired || field.IsKey))
            {
                Complain(line, field.Name, $"is empty; expected {field.Expected}");
            }
        }

        CheckToken(line, values);
        CheckPeriod(line, values);
        return [.. table.Columns.Select(column => values[column.Name])];
    }

    private string? Canonical(int line, ImportField field, string text)
    {
        try
        {
            string value = FieldText.Canonical(field, text, offset);
            bool isFuture =
                field.Kind is FieldKind.Day or FieldKind.Time
                && DateTime.Parse(value, CultureInfo.InvariantCulture) > recordedAt + s_aheadMax;
            if (isFuture)
            {
                Complain(line, field.Name, $"{value} has not come yet");
            }

            return value;
        }
        catch (FormatException exception)
        {
            Complain(line, field.Name, exception.Message);
            return null;
        }
    }

    private void CheckToken(int line, Dictionary<string, string?> values)
    {
        if (values.GetValueOrDefault(ImportTables.System) is not { } system)
        {
            return;
        }

        if (!known.Symbols.TryGetValue(system, out IReadOnlySet<string>? symbols))
        {
            Complain(line, ImportTables.System, Unknown("system", system, known.Symbols.Keys));
        }
        else if (values.GetValueOrDefault(ImportTables.Symbol) is { } symbol && !symbols.Contains(symbol))
        {
            Complain(line, ImportTables.Symbol, Unknown($"token of {system}", symbol, symbols));
        }
    }

    private void CheckPeriod(int line, Dictionary<string, string?> values)
    {
        if (
            values.GetValueOrDefault("from_day") is { } from
            && values.GetValueOrDefault("to_day") is { } to
            && string.CompareOrdinal(from, to) > 0
        )
        {
            Complain(line, "to_day", $"{to} is before from_day {from}");
        }
    }

    private static string Unknown(string what, string word, IEnumerable<string> known) =>
        known.Any()
            ? $"'{word}' is no known {what}; did you mean '{NearestWord.To(word, known.Order(StringComparer.Ordinal))}'?"
            : $"'{word}' is no known {what}; none is known yet: souk import --table tokens";

    private Dictionary<string, int> PlaceColumns(string path, IReadOnlyList<string> header)
    {
        string[] names = [.. table.Fields.Select(column => column.Name)];
        string[] problems =
        [
            .. table
                .Fields.Where(column => (column.IsKey || column.IsRequired) && column.Name != ImportTables.Source)
                .Select(column => column.Name)
                .Except(header)
                .Select(name => $"the column '{name}' is missing"),
            .. header
                .Except(names)
                .Select(name =>
                    $"no column '{name}' in {table.Name}; did you mean '{NearestWord.To(name, names)}'? Columns are {string.Join(", ", names)}"
                ),
            .. header.GroupBy(name => name).Where(same => same.Count() > 1).Select(same => $"two columns '{same.Key}'"),
        ];
        return problems.Length == 0
            ? header.Index().ToDictionary(column => column.Item, column => column.Index)
            : throw ImportException.Of(path, problems);
    }

    private void Complain(int line, string column, string problem) =>
        _problems.Add(string.Create(CultureInfo.InvariantCulture, $"line {line, -6} {column, -18} {problem}"));
}
