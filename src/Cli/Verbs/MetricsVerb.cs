using System.CommandLine;
using Souk.Cli.Screens;
using Souk.Cli.Servers;
using Souk.Cli.Workbooks;
using Souk.Warehouse.Handouts;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk metrics list`, `souk metrics get KEY` and `souk metrics explain`.</summary>
internal static class MetricsVerb
{
    public static Command Create() =>
        new(
            "metrics",
            "List the metrics, compute one, or explain why two definitions differ.\n\nExamples:\n  souk metrics list\n  souk metrics get supply --db demo.duckdb --market masa --as-of 2025-01-31 --json"
        )
        {
            CreateList(),
            CreateGet(),
            MetricsExplainVerb.Create(),
        };

    private static Command CreateList()
    {
        Option<bool> json = SharedOptions.Json();
        Option<bool> markdown = new("--markdown") { Description = "Print docs/METRICS.md." };
        Command list = new("list", "All metrics with unit, formula, definer and caveats.") { json, markdown };
        list.SetAction(parsed =>
        {
            if (parsed.GetValue(markdown))
            {
                Console.Write(MetricCatalogue.Markdown());
                return;
            }

            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonOutput.Of(MetricCatalogue.All.Select(metric => metric with { Sql = "" })));
                return;
            }

            foreach (Metric metric in MetricCatalogue.All)
            {
                Console.WriteLine($"{metric.Key}: {metric.Title}");
                Console.WriteLine($"  unit      {metric.Unit}");
                Console.WriteLine($"  formula   {metric.Formula}");
                Console.WriteLine($"  definer   {metric.Definer}");
                Console.WriteLine($"  caveats   {metric.Caveats}");
            }
        });
        return list;
    }

    private static Command CreateGet()
    {
        Argument<string> key = new("KEY") { Description = "As 'souk metrics list' shows it." };
        Option<string> database = SharedOptions.DatabaseToRead();
        Option<string> market = SharedOptions.Market();
        MomentOptions moment = new();
        Option<MetricActor> parties = Parties();
        Option<bool> json = SharedOptions.Json();
        Option<string?> workbook = Workbook();
        Command get = new("get", "Compute one metric; CSV unless --json or --xlsx.")
        {
            key,
            database,
            market,
            parties,
            json,
            workbook,
        };
        moment.AddTo(get);
        get.SetAction(parsed =>
        {
            AskedMoment at = moment.Read(parsed);
            Metric metric = Require(parsed.GetRequiredValue(key), parsed.GetValue(parties), at);
            string file = KeptSnapshot.FileOf(parsed.GetRequiredValue(database));
            string asked = parsed.GetRequiredValue(market);
            // A workbook tells of the state that it was made from, which a copy keeps.
            using OwnerServer? owner = parsed.GetValue(workbook) is null ? OwnerServer.Find(file, Console.Error) : null;
            if (owner is not null)
            {
                DateOnly? day = at.Day is { } end ? DateOnly.FromDateTime(end) : null;
                Print(
                    owner.Metric(metric.Key, asked, day, at.Block, at.KnownAt, parsed.GetValue(parties)),
                    parsed.GetValue(json)
                );
                return;
            }

            using WarehouseFile warehouse = SharedOptions.OpenToRead(file);
            MetricAsked question = new(
                metric,
                asked,
                at.Until(warehouse.Connection, asked),
                parsed.GetValue(parties),
                at.KnownAt
            );
            if (parsed.GetValue(workbook) is { } sheet)
            {
                WriteWorkbook(warehouse, question, sheet);
                return;
            }

            Print(question.Run(warehouse), parsed.GetValue(json));
        });
        return get;
    }

    private static void Print(MetricTable table, bool isJson) =>
        Console.Out.Write(isJson ? JsonOutput.Of(table) + "\n" : CsvOutput.Of(table));

    private static void WriteWorkbook(WarehouseFile warehouse, MetricAsked asked, string file)
    {
        using AnswerJournal journal = AnswerJournal.Begin(warehouse.Connection);
        byte[] bytes = MetricWorkbook.Of(
            warehouse.Connection,
            asked.Metric,
            asked.Market,
            asked.Until,
            asked.Run(warehouse),
            warehouse.Path,
            asked.KnownAt
        );
        File.WriteAllBytes(file, bytes);
        HandoutLog.Write(
            warehouse,
            new Handout(HandoutKind.Workbook, asked.Market, asked.Metric.Key, "", Handout.DigestOf(bytes)),
            journal,
            TimeProvider.System.GetUtcNow().UtcDateTime
        );
    }

    internal static Option<MetricActor> Parties() =>
        new("--parties")
        {
            Description =
                "Who counts as one: an address, or an entity of addresses that evidence links (souk metrics get links).",
            HelpName = "address|entity",
            DefaultValueFactory = _ => MetricActor.Address,
        };

    private static Option<string?> Workbook() =>
        new("--xlsx")
        {
            Description = "Write a workbook: values, units, formula, definer, source, as of, digest.",
            HelpName = "FILE",
        };

    private static Metric Require(string key, MetricActor actor, AskedMoment at)
    {
        Metric metric = MetricCatalogue.Get(key);
        RequireActor(metric, actor);
        RequireKnowledge(metric, at);
        return metric;
    }

    /// <exception cref="InvalidInputException">A knowledge time, of a metric that builds on no file's values.</exception>
    internal static void RequireKnowledge(Metric metric, AskedMoment at)
    {
        if (at.KnownAt is not null && !metric.IsByKnowledge)
        {
            IEnumerable<string> able = MetricCatalogue
                .All.Where(other => other.IsByKnowledge)
                .Select(other => other.Key);
            throw new InvalidInputException(
                $"Metric '{metric.Key}' builds on chains alone, which --as-of goes back on. --known-at is for what files say: {string.Join(", ", able)}."
            );
        }
    }

    /// <exception cref="InvalidInputException">By entity, of a metric that counts no parties.</exception>
    internal static void RequireActor(Metric metric, MetricActor actor)
    {
        if (actor == MetricActor.Entity && !metric.IsByActor)
        {
            IEnumerable<string> able = MetricCatalogue.All.Where(other => other.IsByActor).Select(other => other.Key);
            throw new InvalidInputException(
                $"Metric '{metric.Key}' does not count by entity. These do: {string.Join(", ", able)}."
            );
        }
    }

    /// <summary>One question to one metric.</summary>
    private sealed record MetricAsked(
        Metric Metric,
        string Market,
        DateTime? Until,
        MetricActor Actor,
        DateTime? KnownAt
    )
    {
        public MetricTable Run(WarehouseFile warehouse) =>
            MetricCatalogue.Run(warehouse.Connection, Metric.Key, Market, Until, Actor, KnownAt);
    }
}
