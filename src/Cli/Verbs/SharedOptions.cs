using System.CommandLine;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>Options that mean the same in several verbs.</summary>
internal static class SharedOptions
{
    public const uint DefaultSeed = 1;

    public static Option<string> Database() =>
        new("--db")
        {
            Description = "The warehouse: a DuckDB file.",
            HelpName = "FILE",
            Required = true,
        };

    public static Option<string> Market() =>
        new("--market")
        {
            Description = "The system whose market is meant, such as masa.",
            HelpName = "SYSTEM",
            DefaultValueFactory = _ => "masa",
        };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON only." };

    public static Option<uint> Seed() =>
        new("--seed")
        {
            Description = "Same seed, same result.",
            HelpName = "S",
            DefaultValueFactory = _ => DefaultSeed,
        };

    /// <summary>Opens a warehouse that must exist, so that a mistyped name creates no file.</summary>
    /// <exception cref="InvalidInputException">There is no such file.</exception>
    public static WarehouseFile OpenExisting(string path) =>
        File.Exists(path)
            ? WarehouseFile.Open(path)
            : throw new InvalidInputException(
                $"Warehouse {path} does not exist. Create it with: souk index MANIFEST --db {path}"
            );
}
