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
            "List the metrics, compute one, or explain why two definitions differ.\n\nExamples:\n  souk metrics list\n  souk metrics get supply --db demo.duckdb --market masa --as-of 2025-01-31 --json\n  souk metrics get concentration --db demo.duckdb --market masa --by month"
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
        Option<MetricPeriod?> by = By();
        Command get = new("get", "Compute one metric; CSV unless --json or --xlsx.")
        {
            key,
            database,
            market,
            parties,
            by,
            json,
            workbook,
            ProgressScreen.Option,
        };
        moment.AddTo(get);
        get.SetAction(
            async (parsed, cancellation) =>
            {
                AskedMoment at = moment.Read(parsed);
                Metric metric = Require(parsed.GetRequiredValue(key), parsed.GetValue(parties), at);
                RequireForm(parsed.GetValue(by), parsed.GetValue(workbook));
                string file = KeptSnapshot.FileOf(parsed.GetRequiredValue(database));
                Series series = new(parsed.GetValue(by), ProgressScreen.From(parsed), cancellation);
                MetricAsked question = new(metric, parsed.GetRequiredValue(market), at, parsed.GetValue(parties));
                // A workbook tells of the state that it was made from, which a copy keeps.
                using OwnerServer? owner = parsed.GetValue(workbook) is null
                    ? OwnerServer.Find(file, Console.Error)
                    : null;
                if (owner is not null)
                {
                    Print(await question.RunAsync(series, asked => asked.Ask(owner)), parsed.GetValue(json));
                    return ExitCode.Success;
                }

                using WarehouseFile warehouse = SharedOptions.OpenToRead(file);
                SharedOptions.RequireMarket(warehouse, question.Market);
                if (parsed.GetValue(workbook) is { } sheet)
                {
                    WriteWorkbook(warehouse, question, sheet);
                    return ExitCode.Success;
                }

                Print(await question.RunAsync(series, asked => asked.Ask(warehouse)), parsed.GetValue(json));
                return ExitCode.Success;
            }
        );
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
            asked.Moment.Until(warehouse.Connection, asked.Market),
            asked.Ask(warehouse),
            warehouse.Path,
            asked.Actor,
            asked.Moment.KnownAt
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

    private static Option<MetricPeriod?> By() =>
        new("--by")
        {
            Description =
                "As of the end of each day or month from the first block on, one answer after another; a metric with rows of such periods is given as it is.",
            HelpName = "day|month",
        };

    private static void RequireForm(MetricPeriod? by, string? workbook)
    {
        if (by is not null && workbook is not null)
        {
            throw new InvalidInputException("Give --by or --xlsx, not both: a workbook is of one moment.");
        }
    }

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

    /// <param name="By">Null for one moment.</param>
    private sealed record Series(MetricPeriod? By, ProgressScreen Screen, CancellationToken Cancellation);

    /// <summary>One question to one metric.</summary>
    private sealed record MetricAsked(Metric Metric, string Market, AskedMoment Moment, MetricActor Actor)
    {
        /// <param name="ask">Who answers.</param>
        public async Task<MetricTable> RunAsync(Series series, Func<MetricAsked, MetricTable> ask)
        {
            if (series.By is not { } period)
            {
                return ask(this);
            }

            MetricAsked tips = new(
                MetricCatalogue.Get("as_of"),
                Market,
                Moment with
                {
                    KnownAt = null,
                },
                MetricActor.Address
            );
            return await series.Screen.RunAsync(
                Metric.Key,
                progress =>
                    Task.FromResult(
                        PeriodSeries.Of(
                            Metric,
                            period,
                            Moment,
                            ask(tips),
                            moment => ask(this with { Moment = moment }),
                            progress,
                            series.Cancellation
                        )
                    )
            );
        }

        public MetricTable Ask(WarehouseFile warehouse) =>
            MetricCatalogue.Run(
                warehouse.Connection,
                Metric.Key,
                Market,
                Moment.Until(warehouse.Connection, Market),
                Actor,
                Moment.KnownAt
            );

        public MetricTable Ask(OwnerServer owner) =>
            owner.Metric(
                Metric.Key,
                Market,
                Moment.Day is { } end ? DateOnly.FromDateTime(end) : null,
                Moment.Block,
                Moment.KnownAt,
                Actor
            );
    }
}
