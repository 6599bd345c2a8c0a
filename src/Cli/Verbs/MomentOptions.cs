using System.CommandLine;
using System.Globalization;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Cli.Verbs;

/// <summary>The options of verbs that can go back: `--as-of` and `--as-of-block` in chain time, `--known-at` in ours.</summary>
internal sealed class MomentOptions
{
    private readonly Option<string?> _day = new("--as-of")
    {
        Description = "Count blocks up to this day (UTC).",
        HelpName = "DATE",
    };

    private readonly Option<string?> _block = new("--as-of-block")
    {
        Description = "Count blocks up to the time of this one: a number, or CHAIN:NUMBER.",
        HelpName = "BLOCK",
    };

    private readonly Option<string?> _known = new("--known-at")
    {
        Description = "Take what files said as it was known at the end of this day (UTC), or at this time.",
        HelpName = "DATE",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_day);
        command.Options.Add(_block);
        command.Options.Add(_known);
    }

    /// <exception cref="InvalidInputException">A day or time is none, or both a day and a block are given.</exception>
    public AskedMoment Read(ParseResult parsed) =>
        AskedMoment.Of(parsed.GetValue(_day), parsed.GetValue(_block), parsed.GetValue(_known));
}

/// <summary>The moment as of which a verb is asked.</summary>
/// <param name="Day">The last second of the day up to which blocks count, UTC; null for all.</param>
/// <param name="Block">The block up to whose time blocks count, as <see cref="ChainMoment"/> reads it; null for none.</param>
/// <param name="KnownAt">Our time as of which files' values count, UTC; null for now.</param>
internal sealed record AskedMoment(DateTime? Day, string? Block, DateTime? KnownAt)
{
    public bool IsNow => Day is null && Block is null && KnownAt is null;

    /// <param name="known">A day, of which the end is meant, or a time in UTC.</param>
    /// <exception cref="InvalidInputException">A day or time is none, or both a day and a block are given.</exception>
    public static AskedMoment Of(string? day, string? block, string? known) =>
        day is not null && block is not null
            ? throw new InvalidInputException("Give --as-of or --as-of-block, not both.")
            : new AskedMoment(ParseDay(day), block, ParseKnown(known));

    /// <summary>The moment up to which blocks count, UTC; null for all.</summary>
    /// <param name="market">The system whose chains are meant; null for all that are indexed.</param>
    /// <exception cref="InvalidInputException">The block is not indexed.</exception>
    public DateTime? Until(DuckDBConnection connection, string? market)
    {
        try
        {
            return Block is { } block ? ChainMoment.OfBlock(connection, market, block) : Day;
        }
        catch (FormatException wrong)
        {
            throw new InvalidInputException($"--as-of-block {wrong.Message}");
        }
    }

    /// <summary>Refuses a knowledge time where nothing of the answer is from files.</summary>
    /// <param name="subject">What is asked for, at the beginning of a sentence, such as "A statement".</param>
    /// <exception cref="InvalidInputException">`--known-at` was given.</exception>
    public void RequireChainsAlone(string subject)
    {
        if (KnownAt is not null)
        {
            throw new InvalidInputException(
                $"{subject} builds on chains alone, which --as-of goes back on. --known-at is for what files say."
            );
        }
    }

    private static DateTime? ParseKnown(string? text)
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

    private static DateTime? ParseDay(string? text)
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
}
