using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Cli.Systems;

namespace Souk.Cli.Verbs;

/// <summary>`souk systems`: what can be indexed of each system, from where, and how sure that is.</summary>
internal static class SystemsVerb
{
    public static Command Create()
    {
        Option<bool> json = SharedOptions.Json();
        Command systems = new(
            "systems",
            "Which systems can be indexed, by which manifest (data/manifests), on which chains, and what it was checked with:\n"
                + "the protocol's own contracts, contracts of ours that are MODELLED, published event signatures,\n"
                + "or a scripted node of another kind of chain (Substrate, Cosmos).\n\n"
                + "Examples:\n  souk systems\n  souk systems --json"
        )
        {
            json,
        };
        systems.SetAction(parsed =>
        {
            IReadOnlyList<SystemRow> rows = SystemTable.Read();
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonOutput.Of(rows));
                return;
            }

            var table = new RowOutput(RowFormat.Table, Console.Out);
            table.Start(["system", "source", "checked with", "events", "chains", "confidence", "preset", "page"]);
            foreach (SystemRow row in rows)
            {
                table.Add([
                    row.System,
                    row.Source,
                    row.Evidence,
                    row.Events.Count.ToString(CultureInfo.InvariantCulture),
                    row.Chains.Count == 0 ? "local" : string.Join(' ', row.Chains),
                    row.Confidence,
                    row.Preset.Length == 0 ? "-" : row.Preset,
                    row.Page,
                ]);
            }

            table.End();
        });
        return systems;
    }
}
