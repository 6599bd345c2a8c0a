using System.Globalization;
using System.Reflection;
using Souk.DuckDb;

namespace Souk.Research.Notebooks;

/// <summary>What makes a study one that others can repeat: pinned data, a seed, versions, and claims that are checked.</summary>
public static class Study
{
    /// <summary>The version of Souk.</summary>
    public static string SoukVersion { get; } =
        typeof(Study).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Prints what the study depends on, and refuses other data than it was written for.</summary>
    /// <param name="dataHash">At least the first 12 digits of the hash of the data.</param>
    /// <exception cref="CheckException">The data are others.</exception>
    public static void Pin(Warehouse warehouse, string dataHash, uint? seed = null)
    {
        Claim(
            dataHash.Length >= 12 && warehouse.DataHash.StartsWith(dataHash, StringComparison.Ordinal),
            $"the data are {warehouse.Title}, {dataHash}",
            $"they have the hash {warehouse.DataHash}"
        );
        Pin(seed);
    }

    /// <summary>Prints what a study without data depends on.</summary>
    public static void Pin(uint? seed)
    {
        string luck = seed is { } number ? string.Create(CultureInfo.InvariantCulture, $", seed {number}") : "";
        Console.WriteLine(
            $"Souk {SoukVersion}, engine {Souk.Simulation.Engine.EngineVersion.Current}, DuckDB {DuckDBConnection.LibraryVersion}{luck}"
        );
    }

    /// <summary>Prints a claim, or stops the study where it does not hold.</summary>
    /// <param name="claim">What holds, in words.</param>
    /// <param name="instead">What is so instead.</param>
    /// <exception cref="CheckException">It does not hold.</exception>
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
    public static void Equal<T>(T expected, T actual, string what) =>
        Claim(
            EqualityComparer<T>.Default.Equals(expected, actual),
            string.Create(CultureInfo.InvariantCulture, $"{what} is {expected}"),
            string.Create(CultureInfo.InvariantCulture, $"it is {actual}")
        );

    /// <summary>Base units as the token's decimal number, exactly.</summary>
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
}
