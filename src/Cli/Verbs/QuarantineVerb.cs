using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Indexer.Quarantines;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk quarantine`</summary>
internal static class QuarantineVerb
{
    public static Command Create()
    {
        Option<string> database = SharedOptions.DatabaseToRead();
        Option<int> limit = new("--limit")
        {
            Description = "Entries to list; the counts are of all.",
            HelpName = "N",
            DefaultValueFactory = _ => QuarantineList.EntriesDefault,
        };
        Option<bool> json = SharedOptions.Json();
        Command quarantine = new(
            "quarantine",
            "List what could not be decoded, called or mapped, with reasons and counts. After a manifest is fixed, 'souk "
                + "redecode' tries again.\n\nExample:\n  souk quarantine --db demo.duckdb"
        )
        {
            database,
            limit,
            json,
        };
        quarantine.SetAction(parsed =>
        {
            int countMax = parsed.GetValue(limit);
            if (countMax < 0)
            {
                throw new InvalidInputException($"--limit {countMax} is below 0.");
            }

            using WarehouseFile warehouse = SharedOptions.OpenToRead(parsed.GetRequiredValue(database));
            QuarantineList list = QuarantineList.Read(warehouse.Connection, countMax);
            Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(list) : Describe(list));
        });
        return quarantine;
    }

    private static string Describe(QuarantineList list)
    {
        if (list.Counts.Count == 0)
        {
            return "Nothing is in quarantine.";
        }

        IEnumerable<string> counts = list.Counts.Select(count =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"chain {count.ChainId}, {count.System}: {count.Count:N0} for reason '{count.Reason}'"
            )
        );
        IEnumerable<string> entries = list.Entries.Select(entry =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {entry.ChainId}/{entry.Block}/{entry.LogIndex?.ToString(CultureInfo.InvariantCulture) ?? "-"} {entry.Contract} ({entry.Name ?? "?"}) {entry.Reason}: {entry.Detail}"
            )
        );
        return string.Join('\n', counts.Concat(entries));
    }
}
