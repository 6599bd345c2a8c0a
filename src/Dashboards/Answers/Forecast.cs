namespace Souk.Dashboards.Answers;

/// <summary>What a reader asks of a scenario; unset parts take the scenario's own values.</summary>
/// <param name="BurnShare">The share of fees that is burned, 0 to 1.</param>
/// <param name="Runs">How many runs, 1 to <see cref="RunsMax"/>.</param>
/// <param name="Seed">The seed of the ensemble.</param>
/// <param name="Until">Later blocks do not count, UTC; null counts all.</param>
/// <param name="PriceUsd">What a token is supposed to cost where no pool tells; ignored where one does.</param>
public sealed record ForecastRequest(
    double? BurnShare = null,
    int Runs = ForecastRequest.RunsDefault,
    ulong? Seed = null,
    DateTime? Until = null,
    double? PriceUsd = null
)
{
    public const int RunsDefault = 100;
    public const int RunsMax = 500;

    /// <summary>The most that a token is supposed to cost.</summary>
    public const double UsdMax = 1e9;
}

/// <summary>An ensemble of runs that starts from a market as it stands.</summary>
public sealed record Forecast
{
    public required MarketSummary Market { get; init; }

    /// <summary>The scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>The canonical hash of the scenario with the reader's changes.</summary>
    public required string ScenarioHash { get; init; }

    public required ulong Seed { get; init; }

    public required int Runs { get; init; }

    public required string EngineVersion { get; init; }

    /// <summary>A digest of all results: equal digests mean equal runs.</summary>
    public required string Digest { get; init; }

    /// <summary>The share of fees that these runs burned, 0 to 1.</summary>
    public required double BurnShare { get; init; }

    /// <summary>The days that the quantiles below belong to; the first is the as-of day.</summary>
    public required IReadOnlyList<DateOnly> Days { get; init; }

    /// <summary>Total supply in whole tokens.</summary>
    public required QuantileSeries Supply { get; init; }

    /// <summary>Price of one token in <see cref="PriceUnit"/>.</summary>
    public required QuantileSeries Price { get; init; }

    /// <summary>Such as "USD".</summary>
    public required string PriceUnit { get; init; }

    /// <summary>Whether no pool tells a price, so that the runs start from a supposed one.</summary>
    public bool IsPriceSupposed { get; init; }

    /// <summary>What was read from the chain and what was assumed.</summary>
    public required IReadOnlyList<Assumption> Assumptions { get; init; }
}

/// <summary>Quantiles over the runs, per day.</summary>
/// <param name="Metric">The definition of what is summarised.</param>
/// <param name="Probabilities">Ascending and symmetric around 0.5, such as 0.05, 0.25, 0.5, 0.75, 0.95.</param>
/// <param name="Values">One list per probability, one value per day.</param>
public sealed record QuantileSeries(
    Metric Metric,
    IReadOnlyList<double> Probabilities,
    IReadOnlyList<IReadOnlyList<double>> Values
);

/// <summary>One input of a scenario.</summary>
/// <param name="Name">What it is, such as "Fee".</param>
/// <param name="Value">With its unit, such as "2.5 %".</param>
/// <param name="Source">Where it comes from, such as "chain, block 2,041" or "assumed".</param>
/// <param name="IsFromChain">Whether it was read from the warehouse.</param>
public sealed record Assumption(string Name, string Value, string Source, bool IsFromChain);
