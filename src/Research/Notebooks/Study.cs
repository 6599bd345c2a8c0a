using System.Globalization;
using System.Reflection;
using Souk.DuckDb;
using Souk.Simulation.Engine;

namespace Souk.Research.Notebooks;

/// <summary>What makes a study one that others can repeat: pinned data, a seed, versions, and claims that are checked.</summary>
/// <example><code>
/// Study.Pin(warehouse, "3d0df28b6862");
/// Study.Equal(76_422L, warehouse.Sql("select count(*) as n from chain.log").Value&lt;long&gt;(), "the number of chain logs");
/// </code></example>
public static class Study
{
    /// <summary>The version of Souk.</summary>
    public static string SoukVersion { get; } =
        typeof(Study).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Prints what the study depends on, and refuses other data than it was written for.</summary>
    /// <param name="dataHash">At least the first 12 digits of the hash of the data.</param>
    /// <param name="engine">The version of the engine whose numbers the study states; null where none of them come from it.</param>
    /// <exception cref="CheckException">The data or the engine are others.</exception>
    /// <example><code>Study.Pin(Warehouse.Open("sample"), "3d0df28b6862", seed: 7);</code></example>
    public static void Pin(Warehouse warehouse, string dataHash, uint? seed = null, int? engine = null)
    {
        Claim(
            dataHash.Length >= 12 && warehouse.DataHash.StartsWith(dataHash, StringComparison.Ordinal),
            $"the data are {warehouse.Title}, {dataHash}",
            $"they have the hash {warehouse.DataHash}"
        );
        PinEngine(engine);
        Pin(seed);
    }

    /// <summary>Prints which scenario a study runs, and refuses another one, or another engine, than it was written for: its numbers
    /// would be others.</summary>
    /// <param name="scenarioHash">At least the first 12 digits of the scenario's hash, as it is run.</param>
    /// <param name="seed">Printed with the versions; null where another pin has told it.</param>
    /// <param name="engine">The version of the engine whose numbers the study states; null where none of them come from it.</param>
    /// <exception cref="CheckException">The scenario or the engine is another one.</exception>
    /// <example><code>Study.Pin(Scenario.Load("unlocks"), "70d79fd2a67d", seed: 7, engine: 2);</code></example>
    public static void Pin(Scenario scenario, string scenarioHash, uint? seed = null, int? engine = null)
    {
        Claim(
            scenarioHash.Length >= 12 && scenario.Hash.StartsWith(scenarioHash, StringComparison.Ordinal),
            $"the scenario is {scenario.Title}, {scenarioHash}",
            $"it has the hash {scenario.Hash}"
        );
        PinEngine(engine);
        if (seed is not null)
        {
            Pin(seed);
        }
    }

    /// <summary>Prints what a study without data depends on.</summary>
    /// <example><code>Study.Pin(seed: 7);</code></example>
    public static void Pin(uint? seed)
    {
        string luck = seed is { } number ? string.Create(CultureInfo.InvariantCulture, $", seed {number}") : "";
        Console.WriteLine(
            $"Souk {SoukVersion}, engine {EngineVersion.Current}, DuckDB {DuckDBConnection.LibraryVersion}{luck}"
        );
    }

    /// <summary>Prints a claim, or stops the study where it does not hold.</summary>
    /// <param name="claim">What holds, in words.</param>
    /// <param name="instead">What is so instead.</param>
    /// <exception cref="CheckException">It does not hold.</exception>
    /// <example><code>Study.Claim(bands.Quantile("supply", 0.5) > 0, "the supply is positive");</code></example>
    public static void Claim(bool holds, string claim, string? instead = null)
    {
        if (!holds)
        {
            throw new CheckException($"It does not hold that {claim}{(instead is null ? "" : $": {instead}")}.");
        }

        Console.WriteLine($"✓ {claim}");
    }

    /// <summary>Prints that a value is what the study says, or stops it.</summary>
    /// <exception cref="CheckException">It is another one; names both.</exception>
    /// <example><code>Study.Equal(730, run.Days, "the number of days");</code></example>
    public static void Equal<T>(T expected, T actual, string what) =>
        Claim(
            EqualityComparer<T>.Default.Equals(expected, actual),
            string.Create(CultureInfo.InvariantCulture, $"{what} is {expected}"),
            string.Create(CultureInfo.InvariantCulture, $"it is {actual}")
        );

    /// <summary>Base units as the token's decimal number, exactly.</summary>
    /// <example><code>Study.Tokens(1_500_000, decimals: 6)</code></example>
    public static string Tokens(Int128 units, int decimals)
    {
        string digits = Int128.Abs(units).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        string sign = units < 0 ? "-" : "";
        string whole = Int128
            .Parse(digits[..^decimals], CultureInfo.InvariantCulture)
            .ToString("N0", CultureInfo.InvariantCulture);
        string fraction = digits[^decimals..].TrimEnd('0');
        return sign + (decimals == 0 || fraction.Length == 0 ? whole : $"{whole}.{fraction}");
    }

    private static void PinEngine(int? engine)
    {
        if (engine is { } version)
        {
            Claim(
                EngineVersion.Current == version.ToString(CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"the engine is version {version}"),
                $"it is version {EngineVersion.Current}"
            );
        }
    }
}
