using System.CommandLine;
using System.CommandLine.Parsing;
using Souk.DuckDb;
using Souk.Simulation.Blueprints;
using Souk.Warehouse.Spellings;
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

    /// <summary>A warehouse that is only read (<see cref="OpenToRead"/>).</summary>
    public static Option<string> DatabaseToRead()
    {
        Option<string> database = Database();
        database.Description = "The warehouse: a DuckDB file, or sample for the one that ships.";
        return database;
    }

    public static Option<string> Market() =>
        new("--market")
        {
            Description = "The system whose market is meant, such as masa.",
            HelpName = "SYSTEM",
            DefaultValueFactory = _ => "masa",
        };

    public static Option<string?> Pseudonymise() =>
        new("--pseudonymise")
        {
            Description =
                "Replace addresses by pseudonyms of this key; the same key gives the same ones (docs/API.md says what remains).",
            HelpName = "KEYFILE",
        };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON only." };

    public static Option<uint> Seed() =>
        new("--seed")
        {
            Description = "Same seed, same result.",
            HelpName = "S",
            DefaultValueFactory = _ => DefaultSeed,
        };

    public static Option<string[]> Set() =>
        new("--set")
        {
            Description = "Change a parameter, for example --set fees.burn_share=0.3. May be repeated.",
            HelpName = "path=value",
        };

    /// <summary>The changes that `--set` names, in their order.</summary>
    /// <exception cref="InvalidInputException">One is not `path=value`.</exception>
    public static (string Path, string Value)[] ParseChanges(string[]? texts) =>
        [
            .. (texts ?? []).Select(text =>
                text.Split('=', 2) is [{ Length: > 0 } path, { Length: > 0 } value]
                    ? (path, value)
                    : throw new InvalidInputException($"--set '{text}' is not path=value, such as fees.burn_share=0.3.")
            ),
        ];

    /// <summary>Makes the changes that `--set` names.</summary>
    public static Blueprint Apply(Blueprint blueprint, string[]? texts) =>
        ParseChanges(texts).Aggregate(blueprint, (changed, change) => changed.With(change.Path, change.Value));

    /// <summary>A mistyped option is no file: without this it would be taken for one.</summary>
    public static T WithoutOptions<T>(T files)
        where T : Argument
    {
        files.Validators.Add(result =>
        {
            foreach (
                Token token in result.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal))
            )
            {
                result.AddError($"'{token.Value}' is not an option of this verb.");
            }
        });
        return files;
    }

    /// <summary>Opens a warehouse that must exist, and locks it: DuckDB touches no other files than those of these folders.</summary>
    /// <param name="folders">Of the files that the verb names, where DuckDB reads or writes them.</param>
    /// <exception cref="InvalidInputException">There is no such file.</exception>
    public static WarehouseFile OpenExisting(string path, params IEnumerable<string> folders)
    {
        WarehouseFile warehouse = OpenUnlocked(path);
        warehouse.Lock(folders);
        return warehouse;
    }

    /// <summary>Opens a warehouse that must exist to read it, and locks it. Where a server or an index holds the file it lends a copy,
    /// which nothing can be written into.</summary>
    /// <param name="folders">Of the files that the verb names, where DuckDB writes them.</param>
    /// <exception cref="InvalidInputException">There is no such file.</exception>
    public static WarehouseFile OpenToRead(string path, params IEnumerable<string> folders)
    {
        WarehouseFile warehouse = OpenToReadUnlocked(path);
        warehouse.Lock(folders);
        return warehouse;
    }

    /// <summary>Refuses a market that the warehouse has nothing of, unless it is empty.</summary>
    /// <exception cref="InvalidInputException">Neither a chain nor a file tells of this system; names the nearest.</exception>
    public static void RequireMarket(WarehouseFile warehouse, string market)
    {
        List<string> known = warehouse.Connection.Query(
            """
            from (select system from chain.system union select system from market.token union select system from reference.fact)
            order by system
            """,
            row => row.GetString(0)
        );
        if (known.Count > 0 && !known.Contains(market))
        {
            throw new InvalidInputException(
                $"There is no market '{market}'; did you mean '{NearestWord.To(market, known)}'? There are {string.Join(", ", known)}."
            );
        }
    }

    /// <inheritdoc cref="OpenToRead"/>
    /// <remarks>Whoever asks locks it.</remarks>
    public static WarehouseFile OpenToReadUnlocked(string path)
    {
        path = KeptSnapshot.FileOf(path);
        RequireFile(path);
        WarehouseFile warehouse = WarehouseFile.OpenToRead(path);
        if (warehouse.IsBorrowed)
        {
            Console.Error.WriteLine($"souk: {path} is held by another souk, which lent a copy of it.");
        }

        return warehouse;
    }

    /// <summary>Opens a warehouse that must exist, so that a mistyped name creates no file. Whoever asks locks it.</summary>
    /// <exception cref="InvalidInputException">There is no such file.</exception>
    public static WarehouseFile OpenUnlocked(string path)
    {
        RequireFile(path);
        return WarehouseFile.Open(path);
    }

    /// <exception cref="InvalidInputException">There is no such file.</exception>
    public static void RequireFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new InvalidInputException(
                $"Warehouse {path} does not exist. Create it with: souk index MANIFEST --db {path}"
            );
        }
    }
}
