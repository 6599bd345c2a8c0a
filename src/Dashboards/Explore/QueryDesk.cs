using Souk.Dashboards.Wordings;
using Souk.Warehouse.Queries;
using Souk.Warehouse.Storage;

namespace Souk.Dashboards.Explore;

/// <summary>Where readers' SQL is run: over a copy of the warehouse, in a process that is ended when it takes too long, too
/// much memory, or gives too much; a few at a time.</summary>
public sealed class QueryDesk : IDisposable
{
    public const int SqlLengthMax = 16 << 10;
    public const int RowsMax = 100_000;
    public const int MemoryMb = 512;

    private const int AtOnceMax = 2;
    private const int WaitingMax = 16;
    private const long OutputBytesMax = 64L << 20;

    private readonly WarehouseCopy _copy;
    private readonly Func<QueryFormat, QueryChild> _child;
    private readonly SemaphoreSlim _turn = new(AtOnceMax);
    private int _here;

    /// <param name="copy">Ends with the desk.</param>
    /// <param name="child">The program that runs one query and writes it so.</param>
    public QueryDesk(WarehouseCopy copy, Func<QueryFormat, QueryChild> child)
    {
        _copy = copy;
        _child = child;
    }

    public TimeSpan TimeMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Runs one SELECT and keeps its answer in a file until it was read.</summary>
    /// <returns>At its start; the file goes when it is closed.</returns>
    /// <exception cref="QueryException">Refused, failed or ended; says why.</exception>
    /// <exception cref="BusyException">Too many wait already.</exception>
    public async Task<Stream> AskAsync(string sql, QueryFormat format, CancellationToken cancellation)
    {
        if (sql.Length > SqlLengthMax)
        {
            throw new QueryException(
                PageWords.Plain("explore.the-query-has-characters-are", sql.Length, SqlLengthMax),
                isRefused: true
            );
        }

        if (Interlocked.Increment(ref _here) > AtOnceMax + WaitingMax)
        {
            Interlocked.Decrement(ref _here);
            throw new BusyException(PageWords.Plain("explore.queries-run-and-wait-ask", AtOnceMax, WaitingMax));
        }

        try
        {
            await _turn.WaitAsync(cancellation);
            try
            {
                return await RunAsync(sql, format, cancellation);
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _here);
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
        _copy.Dispose();
    }

    private async Task<Stream> RunAsync(string sql, QueryFormat format, CancellationToken cancellation)
    {
        using WarehouseCopy.Lease copy = await _copy.TakeAsync(cancellation);
        string file = Path.Combine(Path.GetDirectoryName(copy.Path)!, Path.GetRandomFileName());
        try
        {
            QueryRequest request = new(
                copy.Path,
                sql,
                format == QueryFormat.Parquet ? file : null,
                RowsMax: RowsMax,
                MemoryMb: MemoryMb,
                Source: _copy.SourceName
            );
            QueryChild child = _child(format) with { TimeMax = TimeMax, OutputBytesMax = OutputBytesMax };
            await using (Stream output = format == QueryFormat.Parquet ? new MemoryStream() : File.Create(file))
            {
                await child.RunAsync(request, output, cancellation);
            }

            return new FileStream(
                file,
                new FileStreamOptions { Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous }
            );
        }
        catch
        {
            File.Delete(file);
            throw;
        }
    }
}
