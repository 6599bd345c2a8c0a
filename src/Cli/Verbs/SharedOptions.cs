using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Souk.DuckDb;
using Souk.Simulation.Blueprints;
using Souk.Warehouse.Metrics;
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

    public static Option<string?> Pseudonymise() =>
        new("--pseudonymise")
        {
            Description =
                "Replace addresses by pseudonyms of this key; the same key gives the same ones (docs/API.md says what remains).",
            HelpName = "KEYFILE",
        };

    public static Option<string?> AsOf() =>
        new("--as-of") { Description = "Count blocks up to this day (UTC).", HelpName = "DATE" };

    public static Option<string?> AsOfBlock() =>
        new("--as-of-block")
        {
            Description = "Count blocks up to the time of this one: a number, or CHAIN:NUMBER.",
            HelpName = "BLOCK",
        };

    public static Option<string?> KnownAt() =>
        new("--known-at")
        {
            Description = "Take what files said as it was known at the end of this day (UTC), or at this time.",
            HelpName = "DATE",
        };

    /// <summary>The moment that <c>--known-at</c> names; null where it names none.</summary>
    /// <exception cref="InvalidInputException">Neither a date nor a time in UTC.</exception>
    public static DateTime? ParseKnownAt(string? text)
    {
        try
        {
            return text is null ? null : KnowledgeTime.Parse(text);
        }
        catch (FormatException wrong)
        {
            throw new InvalidInputException($"--known-at {wrong.Message}");
        }
    }

    /// <summary>The end of the day that <c>--as-of</c> names; null where it names none.</summary>
    /// <exception cref="InvalidInputException">Not a date.</exception>
    public static DateTime? ParseAsOf(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out DateOnly day
        )
            ? day.ToDateTime(new TimeOnly(23, 59, 59))
            : throw new InvalidInputException($"--as-of '{text}' is not a date. Write it as 2025-01-31.");
    }

    /// <summary>The moment up to which blocks count, by day or by block; null for all.</summary>
    /// <exception cref="InvalidInputException">Both are given, or one names nothing.</exception>
    public static DateTime? MomentOf(DuckDBConnection connection, string market, DateTime? day, string? block)
    {
        if (block is null)
        {
            return day;
        }

        try
        {
            return day is null
                ? ChainMoment.OfBlock(connection, market, block)
                : throw new InvalidInputException("Give --as-of or --as-of-block, not both.");
        }
        catch (FormatException wrong)
        {
            throw new InvalidInputException($"--as-of-block {wrong.Message}");
        }
    }

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

    /// <summary>Opens a warehouse that must exist, so that a mistyped name creates no file.</summary>
    /// <exception cref="InvalidInputException">There is no such file.</exception>
    public static WarehouseFile OpenExisting(string path) =>
        File.Exists(path)
            ? WarehouseFile.Open(path)
            : throw new InvalidInputException(
                $"Warehouse {path} does not exist. Create it with: souk index MANIFEST --db {path}"
            );
}
