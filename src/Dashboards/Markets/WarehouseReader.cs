using Souk.Dashboards.Answers;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Markets;

/// <summary>A connection that readers use in turn: each reads one snapshot, within a limit of time.</summary>
internal sealed class WarehouseReader : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly DuckDBConnection _connection;
    private readonly MetricAnswers _answers;
    private readonly bool _isOwner;

    /// <param name="connection">Stays owned by the caller.</param>
    public WarehouseReader(DuckDBConnection connection)
        : this(connection, MetricAnswers.Keep(connection), isOwner: false) { }

    private WarehouseReader(DuckDBConnection connection, MetricAnswers answers, bool isOwner) =>
        (_connection, _answers, _isOwner) = (connection, answers, isOwner);

    /// <summary>Reads the same warehouse without waiting for those who use the connection, and shares answers with them.</summary>
    public static WarehouseReader Beside(DuckDBConnection connection)
    {
        DuckDBConnection beside = connection.OpenBeside();
        return new WarehouseReader(beside, MetricAnswers.Share(connection, beside), isOwner: true);
    }

    /// <summary>One snapshot per answer: all metrics of a page are as of the same block.</summary>
    /// <exception cref="ReadTimeException">It took longer than <paramref name="timeMax"/> and was interrupted.</exception>
    public async Task<T> ReadAsync<T>(Func<DuckDBConnection, T> read, TimeSpan timeMax, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(timeMax);
            // Only what runs now is interrupted; the next reader starts afresh.
            using var command = new DuckDBCommand { Connection = _connection };
            using CancellationTokenRegistration stop = limit.Token.Register(command.Cancel);
            return await Task.Run(
                () =>
                {
                    using DuckDBTransaction snapshot = _connection.BeginTransaction();
                    _answers.Refresh(_connection);
                    using IDisposable once = _answers.MakeOnce(_connection);
                    return read(_connection);
                },
                cancellation
            );
        }
        catch (DuckDBException stopped) when (stopped.ErrorType == DuckDBErrorType.Interrupt)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new ReadTimeException(timeMax);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
        if (_isOwner)
        {
            _connection.Dispose();
        }
    }
}
