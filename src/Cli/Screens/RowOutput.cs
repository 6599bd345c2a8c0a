using System.Globalization;
using Souk.Warehouse.Metrics;

namespace Souk.Cli.Screens;

/// <summary>How rows of a query are printed.</summary>
internal enum RowFormat
{
    Table,
    Csv,
    Json,
    Parquet,
    Xlsx,

    /// <summary>For our own server: rows with their types and the last block of each chain.</summary>
    Typed,
}

/// <summary>Prints rows as they come; a table waits for all, for its widths.</summary>
internal sealed class RowOutput(RowFormat format, TextWriter output)
{
    private const int WidthMax = 60;

    private readonly List<string[]> _held = [];
    private IReadOnlyList<string> _columns = [];
    private long _count;

    public void Start(IReadOnlyList<string> columns)
    {
        _columns = columns;
        if (format == RowFormat.Csv)
        {
            output.Write(CsvOutput.Line(columns));
        }
    }

    public void Add(object?[] row)
    {
        _count++;
        if (format == RowFormat.Csv)
        {
            output.Write(CsvOutput.Line(row));
        }
        else if (format == RowFormat.Json)
        {
            var named = _columns.Zip(row).ToDictionary(cell => cell.First, cell => JsonOutput.Plain(cell.Second));
            output.Write(_count == 1 ? "[\n" : ",\n");
            output.Write(JsonOutput.Of(named));
        }
        else
        {
            _held.Add([.. row.Select(Cell)]);
        }
    }

    public void End()
    {
        if (format == RowFormat.Json)
        {
            output.Write(_count == 0 ? "[]\n" : "\n]\n");
        }
        else if (format == RowFormat.Table)
        {
            WriteTable();
        }

        output.Flush();
    }

    private void WriteTable()
    {
        string[] header = [.. _columns.Select(name => Cell(name))];
        int[] widths =
        [
            .. header
                .Index()
                .Select(column => _held.Select(row => row[column.Index].Length).Append(column.Item.Length).Max()),
        ];
        foreach (string[] row in _held.Prepend(header))
        {
            output.WriteLine(string.Join("  ", row.Zip(widths, (cell, width) => cell.PadRight(width))).TrimEnd());
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"({_count:N0} rows)"));
    }

    /// <summary>What fits a terminal and cannot garble it.</summary>
    private static string Cell(object? value)
    {
        string text = value is null ? "NULL" : TokenText.Shown(CsvOutput.Text(value));
        return text.Length <= WidthMax ? text : text[..(WidthMax - 1)] + "…";
    }
}
