using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Warehouse.Parties;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk import labels`</summary>
internal static class ImportVerb
{
    private const string LabelsDescription =
        "Declare who stands behind addresses, from a CSV file: all of it is imported or nothing.\n\n"
        + "Columns: address, entity, source; maybe class (team, treasury, foundation, investor, exchange, contributor, buyer,\n"
        + "operator, other) and confidence (above 0, up to 1). Addresses of one entity count as one party in metrics that are\n"
        + "asked for --parties entity. Rows that are there already are left as they are.\n\n"
        + "Example:\n  souk import labels labels.csv --db demo.duckdb --dry-run";

    public static Command Create() => new("import", "Take facts from files into the warehouse.") { CreateLabels() };

    private static Command CreateLabels()
    {
        Argument<string> file = new("FILE") { Description = "A CSV file in UTF-8." };
        Option<string> database = SharedOptions.Database();
        Option<bool> replace = new("--replace")
        {
            Description = "Let the file win over other labels of the same addresses.",
        };
        Option<bool> dryRun = new("--dry-run") { Description = "Check and count, and write nothing." };
        Option<bool> json = SharedOptions.Json();
        Command labels = new("labels", LabelsDescription) { file, database, replace, dryRun, json };
        labels.SetAction(parsed =>
        {
            using WarehouseFile warehouse = SharedOptions.OpenExisting(parsed.GetRequiredValue(database));
            bool isDryRun = parsed.GetValue(dryRun);
            LabelImport done = LabelImport.Run(
                warehouse.Connection,
                parsed.GetRequiredValue(file),
                TimeProvider.System.GetUtcNow().UtcDateTime,
                parsed.GetValue(replace),
                isDryRun
            );
            Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(done) : Describe(done, isDryRun));
        });
        return labels;
    }

    private static string Describe(LabelImport done, bool isDryRun) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"labels {(isDryRun ? "to add" : "added")} {done.Added}, replaced {done.Replaced}, there already {done.Unchanged}, repeated in the file {done.Duplicates}"
        );
}
