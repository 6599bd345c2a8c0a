using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Unlocks;

namespace Souk.Cli.Verbs;

/// <summary>`souk unlocks after`: what became of tokens that were released or paid as a reward.</summary>
internal static class UnlocksVerb
{
    private const string Description =
        "Where are the tokens of each release and reward after 1, 7, 30 and 90 days: held, staked, sold in a pool, sent to a\n"
        + "declared exchange (which is not called sold), bridged, burned, or with somebody else? By class of holder, first in first\n"
        + "out and pro rata, in base units, with what funding rounds or sales paid for a token (US dollars). Origin 'wallet' is what the\n"
        + "declared wallet of an allocation without a contract sent to others; its class is the allocation.\n"
        + "Rows with a reason in not_followed count what no other row has.\n\n"
        + "Example:\n  souk unlocks after --db demo.duckdb --market masa --as-of 2025-06-30";

    public static Command Create() => new("unlocks", "What becomes of unlocked tokens.") { CreateAfter() };

    private static Command CreateAfter()
    {
        Option<string> database = SharedOptions.DatabaseToRead();
        Option<string> market = SharedOptions.Market();
        MomentOptions moment = new();
        Option<bool> json = SharedOptions.Json();
        Command after = new("after", Description) { database, market, json };
        moment.AddTo(after);
        after.SetAction(parsed =>
        {
            AskedMoment at = moment.Read(parsed);
            string asked = parsed.GetRequiredValue(market);
            using WarehouseFile warehouse = SharedOptions.OpenToRead(parsed.GetRequiredValue(database));
            SharedOptions.RequireMarket(warehouse, asked);
            DateTime? until = at.Until(warehouse.Connection, asked);
            // Labels of addresses, declared wallets and what rounds paid are from files.
            (IReadOnlyList<UnlockFate> fates, IReadOnlyList<UnfollowedUnlock> unfollowed) = KnowledgeTime.Ask(
                warehouse.Connection,
                at.KnownAt,
                () =>
                    (
                        AfterUnlock.Trace(warehouse.Connection, asked, until),
                        AfterUnlock.ReadUnfollowed(warehouse.Connection, asked, until)
                    )
            );
            MetricTable table = TableOf(fates, unfollowed);
            if (unfollowed.Count > 0)
            {
                Console.Error.WriteLine($"Not followed: {string.Join(", ", unfollowed)}.");
            }

            Console.Out.Write(parsed.GetValue(json) ? JsonOutput.Of(table) + "\n" : CsvOutput.Of(table));
        });
        return after;
    }

    /// <summary>One row per origin, class, horizon and method; a column per place. Behind them, one per origin and reason of what is
    /// not followed.</summary>
    internal static MetricTable TableOf(IReadOnlyList<UnlockFate> fates, IReadOnlyList<UnfollowedUnlock> unfollowed)
    {
        LotPlace[] places = Enum.GetValues<LotPlace>();
        return new MetricTable(
            [
                "origin",
                "holder_class",
                "days",
                "method",
                "events",
                "amount",
                .. places.Select(place => place.ToString().ToLowerInvariant()),
                "cost_basis_usd",
                "basis",
                "confidence",
                "not_followed",
            ],
            [
                .. fates.Select(fate =>
                    (object?[])
                        [
                            fate.Origin,
                            fate.HolderClass,
                            fate.HorizonDays,
                            fate.Method == LotMethod.Fifo ? "fifo" : "pro_rata",
                            fate.Events,
                            fate.Amount.ToString(CultureInfo.InvariantCulture),
                            .. places.Select(place => fate.In(place).ToString(CultureInfo.InvariantCulture)),
                            fate.Cost?.Usd,
                            fate.Cost?.Basis,
                            fate.Cost?.Confidence,
                            null,
                        ]
                ),
                .. unfollowed.Select(left =>
                    (object?[])
                        [
                            left.Origin,
                            null,
                            null,
                            null,
                            left.Events,
                            left.Amount?.ToString(CultureInfo.InvariantCulture),
                            .. places.Select(_ => (object?)null),
                            null,
                            null,
                            null,
                            left.Reason,
                        ]
                ),
            ]
        );
    }
}
