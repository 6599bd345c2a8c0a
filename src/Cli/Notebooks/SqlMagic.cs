using System.Globalization;
using Souk.DuckDb;
using Souk.Kernel.Displays;

namespace Souk.Cli.Notebooks;

/// <summary><c>#!sql --db FILE</c>: queries of a warehouse from a cell, read-only.</summary>
/// <remarks>The file is remembered for the cells below; SOUK_DB names the first. No file at all is an empty database.
/// </remarks>
internal sealed class SqlMagic : IDisposable
{
    public const int RowCountMax = 100;

    // DuckDB forgets an interrupt that comes before the query runs, so it is repeated.
    private const int CancelAgainMs = 50;

    private DuckDBConnection? _connection;
    private string? _file = Environment.GetEnvironmentVariable("SOUK_DB");

    /// <exception cref="InvalidInputException">The arguments or the file cannot be used.</exception>
    /// <exception cref="DuckDBException">The query fails.</exception>
    public Task<object?> RunAsync(string arguments, string text, CancellationToken cancellation)
    {
        Choose(arguments);
        if (text.Trim().Length == 0)
        {
            return Task.FromResult<object?>(null);
        }

        using DuckDBCommand command = new() { Connection = Open(), CommandText = text };
        using Timer cancelling = new(_ => command.Cancel());
        using CancellationTokenRegistration registration = cancellation.Register(() =>
            cancelling.Change(dueTime: 0, CancelAgainMs)
        );
        using DuckDBDataReader reader = command.ExecuteReader();
        return Task.FromResult<object?>(reader.FieldCount == 0 ? null : Show(reader));
    }

    public void Dispose() => _connection?.Dispose();

    private static MimeBundle Show(DuckDBDataReader reader)
    {
        string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        List<string[]> rows = [];
        bool isCut = false;
        while (reader.Read())
        {
            isCut = rows.Count == RowCountMax;
            if (isCut)
            {
                break;
            }

            rows.Add([.. columns.Select((_, column) => Text(reader, column))]);
        }

        string? note = isCut ? $"The first {RowCountMax} rows." : null;
        IEnumerable<string> lines = rows.Prepend(columns).Select(row => string.Join('\t', row));
        return new MimeBundle
        {
            { Mime.Html, HtmlFormat.Table(columns, rows, note) },
            { Mime.Text, string.Join('\n', note is null ? lines : lines.Append(note)) },
        };
    }

    private static string Text(DuckDBDataReader reader, int column) =>
        reader.IsDBNull(column)
            ? "null"
            : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture) ?? "";

    private void Choose(string arguments)
    {
        string[] words = arguments.Split(
            ' ',
            2,
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        if (words.Length == 0)
        {
            return;
        }

        if (words is not ["--db", var file])
        {
            throw new InvalidInputException($"#!sql takes --db FILE, not '{arguments}'.");
        }

        Dispose();
        _connection = null;
        _file = file.Trim('"');
    }

    private DuckDBConnection Open()
    {
        if (_connection is not null)
        {
            return _connection;
        }

        if (_file is not null && !File.Exists(_file))
        {
            throw new InvalidInputException(
                $"Warehouse {Path.GetFullPath(_file)} does not exist. Name one by #!sql --db FILE."
            );
        }

        DuckDBConnection connection = new(
            _file is null ? "Data Source=:memory:" : $"Data Source={_file};access_mode=READ_ONLY"
        );
        try
        {
            connection.Open();
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        return _connection = connection;
    }
}
