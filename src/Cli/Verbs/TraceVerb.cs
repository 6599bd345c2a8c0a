using System.CommandLine;
using System.Globalization;
using System.Text;
using Souk.Cli.Screens;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Traces;

namespace Souk.Cli.Verbs;

/// <summary>`souk trace`</summary>
internal static class TraceVerb
{
    private const int SuggestionsMax = 5;

    private static readonly Dictionary<LifecycleLayer, string> s_titles = new()
    {
        [LifecycleLayer.Origin] = "1 Origin, proven on chain",
        [LifecycleLayer.Execution] = "2 Execution off chain, as orders and payments show it",
        [LifecycleLayer.InterChain] = "3 Calls between chains, by the parties above",
    };

    private const string Description =
        "Follow one asset through three layers: where it comes from, what was ordered and paid, and what its parties sent "
        + "to other chains. Every step names its chain log: chain/block/index. As of an earlier day, what came of a document is\n"
        + "still told as it is known now.\n\n"
        + "Examples:\n  souk trace masa/data-type/1 --db demo.duckdb\n"
        + "  souk trace masa/data-type/1 --db demo.duckdb --upstream --as-of 2025-06-30\n"
        + "  souk trace masa/data-type/1 --db demo.duckdb --prov > lineage.json";

    public static Command Create()
    {
        Argument<string> asset = new("ASSET") { Description = "The key of an asset, such as masa/data-type/1." };
        Option<string> database = SharedOptions.DatabaseToRead();
        Option<int> limit = new("--limit")
        {
            Description = "Steps of each kind to list, earliest first; the counts are of all.",
            HelpName = "N",
            DefaultValueFactory = _ => LifecycleTrace.StepsDefault,
        };
        Option<bool> json = SharedOptions.Json();
        Option<bool> upstream = new("--upstream")
        {
            Description = "All that the asset is made of, who made that, and every coin they received for it.",
        };
        Option<bool> prov = new("--prov") { Description = "The same as PROV-JSON, the W3C's form for provenance." };
        Option<int> depth = new("--depth")
        {
            Description = "Generations upstream to follow.",
            HelpName = "N",
            DefaultValueFactory = _ => Lineage.DepthDefault,
        };
        Command trace = new("trace", Description) { asset, database, limit, upstream, prov, depth, json };
        MomentOptions moment = new();
        moment.AddTo(trace);
        trace.SetAction(parsed =>
        {
            int countMax = Within(limit, parsed.GetValue(limit), 1, int.MaxValue);
            AskedMoment at = moment.Read(parsed);
            at.RequireChainsAlone("A trace");
            using WarehouseFile warehouse = SharedOptions.OpenToRead(parsed.GetRequiredValue(database));
            DateTime? until = at.Until(warehouse.Connection, market: null);
            string key = parsed.GetRequiredValue(asset);
            if (parsed.GetValue(upstream) || parsed.GetValue(prov))
            {
                int generations = Within(depth, parsed.GetValue(depth), 0, Lineage.DepthMax);
                Lineage found =
                    Lineage.Find(warehouse.Connection, key, generations, until) ?? throw Unknown(warehouse, key, until);
                Console.WriteLine(Text(found, parsed.GetValue(prov), parsed.GetValue(json)));
                return;
            }

            LifecycleTrace steps =
                LifecycleTrace.Find(warehouse.Connection, key, countMax, until) ?? throw Unknown(warehouse, key, until);
            Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(Plain(steps)) : Describe(steps));
        });
        return trace;
    }

    private static string Text(Lineage lineage, bool isProv, bool isJson) =>
        isProv ? JsonOutput.Of(ProvDocument.Of(lineage))
        : isJson ? JsonOutput.Of(LineageScreen.Plain(lineage))
        : LineageScreen.Describe(lineage);

    private static int Within(Option<int> option, int value, int min, int max) =>
        value >= min && value <= max
            ? value
            : throw new InvalidInputException($"{option.Name} {value} is not between {min} and {max}.");

    private static InvalidInputException Unknown(WarehouseFile warehouse, string key, DateTime? until)
    {
        IReadOnlyList<string> assets = LifecycleTrace.FindAssets(warehouse.Connection, SuggestionsMax);
        return new InvalidInputException(
            assets.Count == 0
                ? $"Asset '{key}': the warehouse has no assets at all."
                : $"Asset '{key}' is not in the warehouse{AsOf(until)}. It has, for example: {string.Join(", ", assets)}."
        );
    }

    private static string AsOf(DateTime? until) =>
        until is { } moment
            ? string.Create(CultureInfo.InvariantCulture, $" as of {moment:yyyy-MM-dd'T'HH:mm:ss'Z'}")
            : "";

    /// <summary>Integers beyond 2^53 as strings, layers by name.</summary>
    private static object Plain(LifecycleTrace trace) =>
        new
        {
            trace.Asset,
            Steps = trace.Steps.Select(step => new
            {
                Layer = step.Layer.ToString(),
                step.Step,
                step.ChainId,
                step.Block,
                step.LogIndex,
                step.Time,
                step.Party,
                step.Other,
                step.Token,
                step.Decimals,
                Amount = step.Amount?.ToString(CultureInfo.InvariantCulture),
                step.Detail,
                step.Count,
            }),
        };

    internal static string Describe(LifecycleTrace trace)
    {
        var text = new StringBuilder(trace.Asset);
        foreach ((LifecycleLayer layer, string title) in s_titles)
        {
            text.Append("\n\n").Append(title);
            LifecycleStep[] steps = [.. trace.StepsOf(layer)];
            text.Append(steps.Length == 0 ? "\n  nothing is stored" : "");
            foreach (LifecycleStep step in steps)
            {
                text.Append("\n  ").Append(Describe(step));
            }

            foreach (IGrouping<string, LifecycleStep> kind in steps.GroupBy(step => step.Step))
            {
                long more = kind.First().Count - kind.Count();
                text.Append(
                    more == 0
                        ? ""
                        : string.Create(CultureInfo.InvariantCulture, $"\n  … {more:N0} more of '{kind.Key}'")
                );
            }
        }

        return text.ToString();
    }

    private static string Describe(LifecycleStep step)
    {
        string amount = step.Amount is { } units ? $" {TokenText.Whole(units, step.Decimals)} {step.Token}" : "";
        string parties = step.Other is null ? $" {step.Party}" : $" {step.Party} → {step.Other}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{step.Time:yyyy-MM-dd HH:mm} {step.ChainId}/{step.Block}/{step.LogIndex} {step.Step}{(step.Party is null ? "" : parties)}{amount} ({TokenText.Shown(step.Detail)})"
        );
    }
}
