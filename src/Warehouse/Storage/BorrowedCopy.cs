using System.IO.Pipes;
using System.Text.Json;

namespace Souk.Warehouse.Storage;

/// <summary>A copy of a warehouse, lent by the process that holds its file (<see cref="CopyLender"/>): one state of it, which stays
/// until it is given back.</summary>
public sealed class BorrowedCopy : IDisposable
{
    /// <summary>What making a copy may take; of 3 GB it is about a minute.</summary>
    private static readonly TimeSpan s_timeMax = TimeSpan.FromMinutes(30);

    private readonly string _database;
    private readonly NamedPipeClientStream _pipe;
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;

    private BorrowedCopy(string database, NamedPipeClientStream pipe)
    {
        (_database, _pipe) = (database, pipe);
        _reader = new StreamReader(pipe, leaveOpen: true);
        _writer = new StreamWriter(pipe, leaveOpen: true) { AutoFlush = true };
        Path = Answer().Path ?? throw new WarehouseException($"Warehouse {database} is held, and no copy was lent.");
    }

    /// <summary>The copy's file, to be opened read-only.</summary>
    public string Path { get; }

    /// <summary>Asks whoever holds a warehouse's file for a copy, and waits until it is made.</summary>
    /// <returns>Null where nobody lends one: then the file can be opened, or a program that lends nothing holds it.</returns>
    /// <exception cref="WarehouseException">The holder cannot make one, or not in time.</exception>
    public static BorrowedCopy? Take(string database)
    {
        NamedPipeClientStream pipe = new(
            ".",
            CopyLender.NameOf(database),
            PipeDirection.InOut,
            PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly
        );
        try
        {
            pipe.Connect(timeout: 0);
            return new BorrowedCopy(database, pipe);
        }
        catch (Exception nobody) when (nobody is TimeoutException or IOException or UnauthorizedAccessException)
        {
            pipe.Dispose();
            return null;
        }
        catch
        {
            pipe.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _pipe.Dispose();
    }

    /// <summary>Lets the holder write what was found out of the copy.</summary>
    /// <param name="line">Text without line breaks, which the holder understands.</param>
    /// <exception cref="WarehouseException">It did not.</exception>
    internal void Record(string line)
    {
        _writer.WriteLine(line);
        Answer();
    }

    private LenderAnswer Answer()
    {
        using CancellationTokenSource late = new(s_timeMax);
        string? line;
        try
        {
            line = _reader.ReadLineAsync(late.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new WarehouseException(
                $"Warehouse {_database} is held, and its holder lent no copy within {s_timeMax.TotalMinutes} minutes."
            );
        }

        LenderAnswer answer = line is null
            ? throw new WarehouseException(
                $"Warehouse {_database} was held by a process that has just ended. Ask again."
            )
            : JsonSerializer.Deserialize<LenderAnswer>(line)!;
        return answer.Error is { } error
            ? throw new WarehouseException($"Warehouse {_database} is held, and its holder says: {error}")
            : answer;
    }
}
