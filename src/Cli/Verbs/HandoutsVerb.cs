using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Warehouse.Handouts;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk handouts`: what left a warehouse as a file, and what would be answered otherwise since.</summary>
internal static class HandoutsVerb
{
    /// <summary>Lines of a changed answer that are printed; all are in --json.</summary>
    private const int LinesMax = 6;

    private const string Description =
        "List what left a warehouse as a file, and which of its answers would be another by now. Memos, sites, exports, files of\n"
        + "pages, workbooks and forecasts stand with their digest, the blocks that they are as of, and how many metrics they answer;\n"
        + "with them every answer that the same question, asked again later, no longer got, and what had changed in between. What a\n"
        + "server shows is no handout.\n\n"
        + "--check asks all those questions again, as of the moments that they were asked for, records what is answered now, and\n"
        + "ends with 5 where an answer changed. souk metrics get revisions has the same changes.\n\n"
        + "Examples:\n  souk handouts --db demo.duckdb\n  souk handouts --db demo.duckdb --market masa --check";

    public static Command Create()
    {
        Option<string> database = SharedOptions.Database();
        Option<string?> market = new("--market")
        {
            Description = "Only answers of this market; all without it.",
            HelpName = "MARKET",
        };
        Option<bool> check = new("--check") { Description = "Ask every question again." };
        Option<bool> json = SharedOptions.Json();
        Command handouts = new("handouts", Description) { database, market, check, json };
        handouts.SetAction(parsed =>
        {
            string file = parsed.GetRequiredValue(database);
            using WarehouseFile warehouse = parsed.GetValue(check)
                ? SharedOptions.OpenExisting(file)
                : SharedOptions.OpenToRead(file);
            string? asked = parsed.GetValue(market);
            int before = HandoutLog.ReadChanges(warehouse.Connection, asked).Count;
            int? checkedCount = parsed.GetValue(check)
                ? HandoutLog.Check(warehouse.Connection, asked, TimeProvider.System.GetUtcNow().UtcDateTime)
                : null;
            IReadOnlyList<HandoutEntry> entries = HandoutLog.Read(warehouse.Connection, asked);
            IReadOnlyList<ChangedAnswer> changes = HandoutLog.ReadChanges(warehouse.Connection, asked);
            Console.WriteLine(
                parsed.GetValue(json)
                    ? JsonOutput.Of(
                        new
                        {
                            Handouts = entries,
                            Changes = changes.Select(Plain),
                            Checked = checkedCount,
                        }
                    )
                    : Describe(entries, changes, checkedCount)
            );
            return checkedCount is not null && changes.Count > before ? ExitCode.VerificationFailed : ExitCode.Success;
        });
        return handouts;
    }

    internal static string Describe(
        IReadOnlyList<HandoutEntry> entries,
        IReadOnlyList<ChangedAnswer> changes,
        int? checkedCount
    )
    {
        IEnumerable<string> lines = entries.Select(entry =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{entry.Id} {entry.At:yyyy-MM-dd'T'HH:mm:ss'Z'} {entry.Kind} {entry.Subject}: digest {entry.Digest[..12]}, {entry.Answers:N0} answers, Souk {entry.Program}, blocks {BlocksOf(entry)}"
            )
        );
        IEnumerable<string> changed = changes.SelectMany(LinesOf);
        string end = checkedCount is { } count
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{count:N0} questions were asked again; {changes.Count:N0} answers changed since they were given."
            )
            : string.Create(CultureInfo.InvariantCulture, $"{changes.Count:N0} answers changed since they were given.");
        return entries.Count == 0 ? "Nothing was handed out." : string.Join('\n', lines.Concat(changed).Append(end));
    }

    private static IEnumerable<string> LinesOf(ChangedAnswer change)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"changed: {change.Metric} of {change.System}{AsOf(change)}: {change.Old.Rows:N0} rows, {change.Old.Digest[..12]} in {change.Old.In} of {Moment(change.Old.At)}; {change.New.Rows:N0} rows, {change.New.Digest[..12]} in {change.New.In} of {Moment(change.New.At)}. In between changed: {change.Changed}."
        );
        if (change.Lines is not { } lines)
        {
            yield break;
        }

        string[] all = [.. lines.Gone.Select(line => $"  - {line}"), .. lines.Come.Select(line => $"  + {line}")];
        foreach (string line in all.Take(LinesMax))
        {
            yield return line;
        }

        if (all.Length > LinesMax)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  and {all.Length - LinesMax:N0} more (--json)");
        }
    }

    private static string AsOf(ChangedAnswer change) =>
        (change.AsOf is { } moment ? $" as of {Moment(moment)}" : "")
        + (change.Parties == "entity" ? " by entity" : "")
        + (change.KnownAt is { } known ? $" known at {Moment(known)}" : "");

    private static string Moment(DateTime time) => KnowledgeTime.Format(time);

    // Without their hashes, which --json has.
    private static string BlocksOf(HandoutEntry entry) =>
        entry.Blocks.Length == 0
            ? "none"
            : string.Join(' ', entry.Blocks.Split(' ').Select(block => block[..block.LastIndexOf(':')]));

    private static object Plain(ChangedAnswer change) =>
        new
        {
            change.System,
            change.Metric,
            change.AsOf,
            change.Parties,
            change.KnownAt,
            change.Old,
            change.New,
            change.Changed,
            Gone = change.Lines?.Gone,
            Come = change.Lines?.Come,
        };
}
