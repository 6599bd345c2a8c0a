using System.CommandLine;
using System.Globalization;
using System.Numerics;
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

    public static Command Create()
    {
        Argument<string> asset = new("ASSET") { Description = "The key of an asset, such as masa/data-type/1." };
        Option<string> database = SharedOptions.Database();
        Option<int> limit = new("--limit")
        {
            Description = "Steps of each kind to list, earliest first; the counts are of all.",
            HelpName = "N",
            DefaultValueFactory = _ => LifecycleTrace.StepsDefault,
        };
        Option<bool> json = SharedOptions.Json();
        Command trace = new(
            "trace",
            "Follow one asset through three layers: where it comes from, what was ordered and paid, and what its parties sent "
                + "to other chains. Every step names its chain log: chain/block/index.\n\n"
                + "Example:\n  souk trace masa/data-type/1 --db demo.duckdb"
        )
        {
            asset,
            database,
            limit,
            json,
        };
        trace.SetAction(parsed =>
        {
            int countMax = parsed.GetValue(limit);
            if (countMax < 1)
            {
                throw new InvalidInputException($"--limit {countMax} is below 1.");
            }

            using WarehouseFile warehouse = SharedOptions.OpenExisting(parsed.GetRequiredValue(database));
            string key = parsed.GetRequiredValue(asset);
            LifecycleTrace found =
                LifecycleTrace.Find(warehouse.Connection, key, countMax) ?? throw Unknown(warehouse, key);
            Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(Plain(found)) : Describe(found));
        });
        return trace;
    }

    private static InvalidInputException Unknown(WarehouseFile warehouse, string key)
    {
        IReadOnlyList<string> assets = LifecycleTrace.FindAssets(warehouse.Connection, SuggestionsMax);
        return new InvalidInputException(
            assets.Count == 0
                ? $"Asset '{key}': the warehouse has no assets at all."
                : $"Asset '{key}' is not in the warehouse. It has, for example: {string.Join(", ", assets)}."
        );
    }

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
        string amount = step.Amount is { } units ? $" {Whole(units, step.Decimals)} {step.Token}" : "";
        string parties = step.Other is null ? $" {step.Party}" : $" {step.Party} → {step.Other}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{step.Time:yyyy-MM-dd HH:mm} {step.ChainId}/{step.Block}/{step.LogIndex} {step.Step}{(step.Party is null ? "" : parties)}{amount} ({Shown(step.Detail)})"
        );
    }

    /// <summary>Names come from contracts, which may send anything to a terminal.</summary>
    private static string Shown(string text) => new([.. text.Select(letter => char.IsControl(letter) ? '?' : letter)]);

    /// <summary>Base units as a decimal number, exact.</summary>
    private static string Whole(BigInteger units, int decimals)
    {
        string digits = BigInteger.Abs(units).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        string fraction = digits[^decimals..].TrimEnd('0');
        return (units.Sign < 0 ? "-" : "") + digits[..^decimals] + (fraction.Length == 0 ? "" : "." + fraction);
    }
}
