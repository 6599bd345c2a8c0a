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
internal sealed record HoldingsPage(uint Replicate, int Day, string Holders, string[] Tokens, Int128[][] Balances)
    : RunPage(Replicate);

/// <summary>A run is over.</summary>
internal sealed record EndPage(uint Replicate) : RunPage(Replicate);
