using System.IO.Pipes;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Souk.DuckDb;
using Souk.Warehouse.Queries;

namespace Souk.Warehouse.Storage;

/// <summary>Lends copies of a warehouse that this process holds to programs of the same user (<see cref="BorrowedCopy"/>), and writes
/// for them what only the holder can.</summary>
/// <remarks>Over a named pipe at which no other user is answered. A reader keeps its copy until it hangs up.</remarks>
public sealed class CopyLender : IAsyncDisposable
{
    /// <summary>Who may read copies at once; more wait.</summary>
    public const int ReadersMax = 16;

    private readonly string _database;
    private readonly WarehouseCopy _copy;
    private readonly CancellationTokenSource _end = new();
    private readonly Task[] _desks;
    private readonly Action<DuckDBConnection, string> _record;
    private readonly Lock _recording = new();

    private CopyLender(string database, WarehouseCopy copy, Action<DuckDBConnection, string> record)
    {
        (_database, _copy, _record) = (database, copy, record);
        NamedPipeServerStream first = Pipe();
        _desks = [ServeAsync(first), .. Enumerable.Range(1, ReadersMax - 1).Select(_ => ServeAsync(Pipe()))];
    }

    /// <summary>Lends from now on, until it is disposed.</summary>
    /// <param name="copy">Of the database; outlives the lender.</param>
    /// <param name="record">Writes what a reader of a copy wants written, a line of text; one at a time.</param>
    /// <param name="errors">Told where nothing can be lent; the holder goes on without.</param>
    /// <returns>Null where the pipe is another's.</returns>
    public static CopyLender? Open(
        string database,
        WarehouseCopy copy,
        Action<DuckDBConnection, string> record,
        TextWriter errors
    )
    {
        try
        {
            return new CopyLender(database, copy, record);
        }
        catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"souk: nobody else can read {database} meanwhile: {taken.Message}");
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_desks);
        _end.Dispose();
    }

    /// <summary>The pipe of a warehouse's file.</summary>
    internal static string NameOf(string database)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(database)));
        return $"souk-{Convert.ToHexStringLower(hash.AsSpan(0, 16))}";
    }

    private NamedPipeServerStream Pipe() =>
        new(
            NameOf(_database),
            PipeDirection.InOut,
            ReadersMax,
            PipeTransmissionMode.Byte,
            PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly
        );

    private async Task ServeAsync(NamedPipeServerStream pipe)
    {
        await using NamedPipeServerStream own = pipe;
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await pipe.WaitForConnectionAsync(_end.Token);
                await LendAsync(pipe);
            }
            catch (Exception over)
                when (over is OperationCanceledException or IOException or UnauthorizedAccessException)
            {
                // The reader is gone, or another user's, or everything ends.
            }

            if (pipe.IsConnected)
            {
                pipe.Disconnect();
            }
        }
    }

    private async Task LendAsync(NamedPipeServerStream pipe)
    {
        using StreamReader reader = new(pipe, leaveOpen: true);
        await using StreamWriter writer = new(pipe, leaveOpen: true) { AutoFlush = true };
        Task AnswerAsync(LenderAnswer answer) => writer.WriteLineAsync(JsonSerializer.Serialize(answer));
        WarehouseCopy.Lease taken;
        try
        {
            taken = await _copy.TakeAsync(_end.Token);
        }
        catch (Exception failed) when (failed is QueryException or IOException or UnauthorizedAccessException)
        {
            // Such as a full disk.
            await AnswerAsync(new LenderAnswer(Path: null, failed.Message));
            return;
        }

        using WarehouseCopy.Lease lease = taken;
        await AnswerAsync(new LenderAnswer(lease.Path, Error: null));
        while (await reader.ReadLineAsync(_end.Token) is { } line)
        {
            await AnswerAsync(new LenderAnswer(Path: null, Record(line)));
        }
    }

    /// <returns>Why it was not recorded; null where it was.</returns>
    private string? Record(string line)
    {
        try
        {
            using DuckDBConnection connection = new($"Data Source={_database}");
            connection.Open();
            lock (_recording)
            {
                _record(connection, line);
            }

            return null;
        }
        catch (Exception wrong) when (wrong is DuckDBException or FormatException)
        {
            return wrong.Message;
        }
    }
}

/// <summary>What a lender says.</summary>
/// <param name="Path">Of the copy; null where one is there already, or none can be made.</param>
/// <param name="Error">Null where all went well.</param>
internal sealed record LenderAnswer(string? Path, string? Error);
