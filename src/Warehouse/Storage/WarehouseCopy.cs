using Souk.DuckDb;
using Souk.Warehouse.Queries;

namespace Souk.Warehouse.Storage;

/// <summary>Copies of a warehouse that this process holds, for processes that ask it: a file is made anew when blocks came, or
/// something was handed out, and the last copy has served for a while.</summary>
/// <remarks>A copy is one state of the warehouse; indexing goes on beside it. An old copy goes with its last reader.</remarks>
public sealed class WarehouseCopy : IDisposable
{
    /// <summary>A copy serves at least so many times longer than it took to make.</summary>
    private const int ServeFactor = 20;

    private readonly string _source;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _ageMax;
    private readonly SemaphoreSlim _turn = new(1);
    private Copy? _current;
    private int _count;

    /// <param name="source">The warehouse's file, which this process has open.</param>
    /// <param name="ageMax">How old a copy may be when blocks have come since.</param>
    public WarehouseCopy(string source, TimeProvider clock, TimeSpan ageMax)
    {
        _source = source;
        _clock = clock;
        _ageMax = ageMax;
    }

    /// <summary>The name of the file that is copied.</summary>
    public string SourceName => Path.GetFileName(_source);

    /// <summary>Where copies lie, as long as this lives.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("souk-copy-").FullName;

    /// <summary>The newest copy, which stays until the caller gives it back.</summary>
    /// <exception cref="QueryException">It cannot be made.</exception>
    public async Task<Lease> TakeAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_current is not { } copy || (copy.ServesUntil <= _clock.GetUtcNow() && StateOf(_source) != copy.State))
            {
                Copy made = await Task.Run(() => Make(cancellation), cancellation);
                Copy? old = _current;
                _current = made;
                old?.Release();
            }

            _current.Readers++;
            return new Lease(this, _current);
        }
        catch (DuckDBException exception)
        {
            throw new QueryException(
                $"No copy of the warehouse can be made: {exception.Message}",
                innerException: exception
            );
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private Copy Make(CancellationToken cancellation)
    {
        long started = _clock.GetTimestamp();
        string state = StateOf(_source);
        string path = Path.Combine(Folder, $"snapshot-{++_count}.duckdb");
        // DuckDB keeps a detached file open, and locked against other processes, until all transactions that began beside it are
        // over, such as pages that are being made. So readers get a file that it never opened.
        string made = path + ".made";
        using (DuckDBConnection connection = new($"Data Source={_source}"))
        {
            connection.Open();
            connection.Execute($"attach '{Quoted(made)}' as souk_copy");
            try
            {
                string name = connection.Scalar<string>("select current_database()");
                connection.Execute($"copy from database \"{name.Replace("\"", "\"\"")}\" to souk_copy", cancellation);
                connection.Execute("checkpoint souk_copy");
            }
            finally
            {
                connection.Execute("detach souk_copy");
            }
        }

        File.Copy(made, path);
        File.Delete(made);
        TimeSpan serves = _clock.GetElapsedTime(started) * ServeFactor;
        return new Copy(path, state, _clock.GetUtcNow() + (serves > _ageMax ? serves : _ageMax)) { Readers = 1 };
    }

    private static string StateOf(string source)
    {
        using DuckDBConnection connection = new($"Data Source={source}");
        connection.Open();
        return connection.Scalar<string>(
            """
            select concat_ws(
                ' ',
                (select string_agg(concat_ws('/', chain_id, block_number, hash_low), ' ' order by chain_id) from chain.cursor),
                (select count(*) from reference.handout)
            )
            """
        );
    }

    private void GiveBack(Copy copy)
    {
        _turn.Wait();
        try
        {
            copy.Release();
        }
        finally
        {
            _turn.Release();
        }
    }

    private static string Quoted(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    /// <summary>A copy that is being read.</summary>
    public readonly struct Lease : IDisposable
    {
        private readonly WarehouseCopy _owner;
        private readonly Copy _copy;

        internal Lease(WarehouseCopy owner, Copy copy)
        {
            _owner = owner;
            _copy = copy;
        }

        public string Path => _copy.Path;

        public void Dispose() => _owner.GiveBack(_copy);
    }

    internal sealed class Copy(string path, string state, DateTimeOffset servesUntil)
    {
        public string Path => path;

        public string State => state;

        public DateTimeOffset ServesUntil => servesUntil;

        /// <summary>Those who read it, and one as long as it is the newest.</summary>
        public int Readers { get; set; }

        public void Release()
        {
            if (--Readers == 0)
            {
                File.Delete(path);
            }
        }
    }
}
