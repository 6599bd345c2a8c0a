namespace Souk.Research.Forecasts;

/// <summary>What was said of the future on a day, with all that it rests on. It never changes.</summary>
/// <param name="Name">By which it is known; no two forecasts have one.</param>
/// <param name="CreatedAt">When, UTC.</param>
/// <param name="Seed">Of the futures.</param>
/// <param name="Runs">Simulated futures.</param>
/// <param name="DataHash">SHA-256 of the observations that it was fitted to: of their file, or of the data of the warehouse.</param>
/// <param name="DataUntil">The last day that it knew.</param>
/// <param name="IsSelfTest">Whether what it forecasts was made by Souk itself: no forecast of the world.</param>
/// <param name="Assumptions">In sentences.</param>
/// <param name="Bands">At least one.</param>
public sealed record PublishedForecast(
    string Name,
    string Title,
    DateTime CreatedAt,
    string EngineVersion,
    string ScenarioHash,
    uint Seed,
    int Runs,
    string DataHash,
    DateOnly DataUntil,
    bool IsSelfTest,
    IReadOnlyList<string> Assumptions,
    IReadOnlyList<PublishedBand> Bands
)
{
    /// <summary>What a band says, in words.</summary>
    public const string Says = "in 90 of 100 simulated futures under these assumptions";
}

/// <summary>Simulated futures of one number on one day.</summary>
/// <param name="Series">`SYSTEM/SERIES`, as it is imported once it is known.</param>
/// <param name="Metric">Of the scenario.</param>
/// <param name="Origin">The last day that was known.</param>
/// <param name="Futures">Rising.</param>
public sealed record PublishedBand(
    string Series,
    string Metric,
    string Unit,
    DateOnly Origin,
    DateOnly Day,
    IReadOnlyList<double> Futures
);

/// <summary>A forecast that cannot be published, loaded or scored; says which and why.</summary>
public sealed class ForecastException(string message) : Exception(message);
