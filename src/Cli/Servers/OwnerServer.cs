using System.Text;
using Souk.Cli.Screens;
using Souk.Research.Connections;
using Souk.Research.Frames;
using Souk.Warehouse.Metrics;

namespace Souk.Cli.Servers;

/// <summary>The running server that holds a warehouse's file and answers in its place.</summary>
internal sealed class OwnerServer : IDisposable
{
    private readonly SoukServer _server;

    private OwnerServer(SoukServer server) => _server = server;

    /// <summary>Looks for the server that <see cref="ServerNote"/> tells of.</summary>
    /// <param name="errors">Told which server answers, or why a note is ignored.</param>
    /// <returns>Null where no server holds the file: then it can be opened, or another program holds it.</returns>
    public static OwnerServer? Find(string database, TextWriter errors)
    {
        SoukServer? server = null;
        try
        {
            if (ServerNote.Read(database) is not { } note)
            {
                return null;
            }

            server = SoukServer.Connect($"{note.Address}", note.Token);
            if (server.IsOwner())
            {
                errors.WriteLine($"souk: {database} is held by its server at {note.Address}, which answers.");
                return new OwnerServer(server);
            }

            errors.WriteLine(
                $"souk: {ServerNote.PathOf(database)} is left from a server that has ended, and is ignored."
            );
        }
        catch (Exception wrong) when (wrong is FormatException or ServerException)
        {
            errors.WriteLine($"souk: {wrong.Message}, and is ignored.");
        }

        server?.Dispose();
        return null;
    }

    public void Dispose() => _server.Dispose();

    /// <summary>The rows of a metric, with the types that they have in the warehouse.</summary>
    /// <param name="asOf">The last day that counts, UTC; null for all.</param>
    /// <param name="asOfBlock">The block up to whose time rows count; null for none.</param>
    /// <param name="knownAt">Our time as of which files' values count, UTC; null for now.</param>
    /// <exception cref="ServerException">No answer, or a refusal.</exception>
    public MetricTable Metric(
        string key,
        string market,
        DateOnly? asOf,
        string? asOfBlock,
        DateTime? knownAt,
        MetricActor actor
    )
    {
        TypedRows rows = _server.Metric(key, market, asOf, actor, knownAt, asOfBlock);
        using FrameStore store = FrameStore.InMemory();
        Frame frame = rows.ToFrame(store);
        return new MetricTable([.. frame.Columns.Select(column => column.Name)], frame.Rows(int.MaxValue));
    }

    /// <summary>What the server answers to an address of its own, as bytes.</summary>
    /// <exception cref="ServerException">No answer, or a refusal.</exception>
    public byte[] File(string address) => _server.File(address);

    /// <summary>Answers one SELECT as `souk sql` does, within the server's limits and from its copy of the warehouse.</summary>
    /// <exception cref="ServerException">No answer, or a refusal.</exception>
    public byte[] Sql(string sql, RowFormat format)
    {
        if (format != RowFormat.Table)
        {
            return _server.Sql(sql, $"{format}".ToLowerInvariant());
        }

        TypedRows answer = _server.Sql(sql);
        using StringWriter text = new();
        RowOutput rows = new(format, text);
        rows.Start([.. answer.Columns.Select(column => column.Name)]);
        foreach (string?[] row in answer.Rows)
        {
            rows.Add([.. row.Zip(answer.Columns, (value, column) => Typed(value, column.Type))]);
        }

        rows.End();
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // What a query's process would print: all but truth values is spelled alike.
    private static object? Typed(string? value, string type) =>
        value is not null && type == "BOOLEAN" ? bool.Parse(value) : value;
}
