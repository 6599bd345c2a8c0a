using System.Buffers;

namespace Souk.Research.Runs;

/// <summary>A piece of a run on its way from the run's thread to the writer.</summary>
internal abstract record RunPage(uint Replicate);

/// <summary>Days of metrics, day-major.</summary>
/// <param name="HasUnits">By metric: whether it is an amount, known in base units.</param>
internal sealed record SeriesPage(uint Replicate, int FirstDay, int MetricCount, bool[] HasUnits) : RunPage(Replicate)
{
    public List<double> Values { get; } = [];

    public List<Int128> Units { get; } = [];
}

/// <summary>What each agent of a population holds at the close of a day, a column per token.</summary>
/// <remarks>Columns are rented: the writer gives them back.</remarks>
internal sealed record HoldingsPage(uint Replicate, int Day, string Holders, string[] Tokens, int Count)
    : RunPage(Replicate)
{
    private readonly Int128[][] _columns = [.. Tokens.Select(_ => ArrayPool<Int128>.Shared.Rent(Count))];

    /// <summary>Of one token, by agent.</summary>
    public Span<Int128> Balances(int token) => _columns[token].AsSpan(0, Count);

    public void Return() => Array.ForEach(_columns, column => ArrayPool<Int128>.Shared.Return(column));
}

/// <summary>A run is over.</summary>
internal sealed record EndPage(uint Replicate) : RunPage(Replicate);
