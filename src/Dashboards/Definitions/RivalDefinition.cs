using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Definitions;

/// <summary>How somebody else defines a number of the same name, and why the two differ.</summary>
/// <param name="Definer">Who.</param>
/// <param name="Formula">Theirs.</param>
/// <param name="Difference">What makes the numbers differ.</param>
public sealed record RivalDefinition(string Definer, string Formula, string Difference)
{
    private static readonly Dictionary<string, Func<RivalDefinition[]>> s_all = new(StringComparer.Ordinal)
    {
        ["supply"] = () =>
            [
                new(
                    PageWords.Plain("definitions.token-terminal"),
                    PageWords.Plain("definitions.circulating-total-team-treasury-early"),
                    PageWords.Plain("definitions.leaves-insiders-out-by-label")
                ),
                new(
                    PageWords.Plain("definitions.unlock-calendars"),
                    PageWords.Plain("definitions.unlocked-what-schedules-have-set"),
                    PageWords.Plain("definitions.unlocked-tokens-that-nobody-has")
                ),
            ],
        ["supply_reconciliation"] = () =>
            [
                new(
                    PageWords.Plain("definitions.token-terminal"),
                    PageWords.Plain("definitions.circulating-total-team-treasury-early"),
                    PageWords.Plain("definitions.team-and-early-investors-need")
                ),
            ],
        ["emissions"] = () =>
            [
                new(
                    PageWords.Plain("definitions.tokenomist"),
                    PageWords.Plain("definitions.emission-projected-without-burns"),
                    PageWords.Plain("definitions.burns-are-subtracted-here-and")
                ),
            ],
        ["inflation"] = () =>
            [
                new(
                    PageWords.Plain("definitions.tokenomist"),
                    PageWords.Plain("definitions.new-tokens-circulating-supply"),
                    PageWords.Plain("definitions.its-projections-leave-burns-out")
                ),
            ],
        ["unlocks"] = () =>
            [
                new(
                    PageWords.Plain("definitions.tokenomist"),
                    PageWords.Plain("definitions.a-cliff-is-an-unlock"),
                    PageWords.Plain("definitions.here-a-cliff-is-what")
                ),
                new(
                    PageWords.Plain("definitions.messari"),
                    PageWords.Plain("definitions.unlock-overhang-unlocks-circulating-supply"),
                    PageWords.Plain("definitions.a-ratio-this-is-the")
                ),
            ],
        ["gmv"] = () =>
            [
                new(
                    PageWords.Plain("definitions.defillama"),
                    PageWords.Plain("definitions.fees-revenue-what-suppliers-get"),
                    PageWords.Plain("definitions.fees-are-legs-of-their")
                ),
                new(
                    PageWords.Plain("definitions.ocean"),
                    PageWords.Plain("definitions.consume-volume-what-was-consumed"),
                    PageWords.Plain("definitions.bought-and-never-consumed-counts")
                ),
            ],
        ["contributors"] = () =>
            [
                new(
                    PageWords.Plain("definitions.token-terminal"),
                    PageWords.Plain("definitions.active-addresses"),
                    PageWords.Plain("definitions.counts-any-action-here-only")
                ),
            ],
        ["buyers"] = () =>
            [
                new(
                    PageWords.Plain("definitions.token-terminal"),
                    PageWords.Plain("definitions.active-addresses"),
                    PageWords.Plain("definitions.counts-any-action-here-only-2")
                ),
            ],
        ["subsidy"] = () =>
            [
                new(
                    PageWords.Plain("definitions.token-terminal"),
                    PageWords.Plain("definitions.earnings-revenue-token-incentives"),
                    PageWords.Plain("definitions.a-difference-of-sums-this")
                ),
            ],
        ["concentration"] = () =>
            [
                new(
                    PageWords.Plain("definitions.glassnode-and-others"),
                    PageWords.Plain("definitions.share-of-the-largest-addresses"),
                    PageWords.Plain("definitions.an-exchange-is-one-address")
                ),
            ],
        ["circulating"] = () =>
            [
                new(
                    PageWords.Plain("definitions.tokenunlocks"),
                    PageWords.Plain("definitions.circulating-claimed-of-what-schedules"),
                    PageWords.Plain("definitions.unlocked-and-unclaimed-tokens-are")
                ),
                new(
                    PageWords.Plain("definitions.token-terminal"),
                    PageWords.Plain("definitions.circulating-total-team-treasury-early"),
                    PageWords.Plain("definitions.it-leaves-holders-out-by")
                ),
            ],
        ["valuation"] = () =>
            [
                new(
                    PageWords.Plain("definitions.token-terminal"),
                    PageWords.Plain("definitions.fully-diluted-price-maximum-supply"),
                    PageWords.Plain("definitions.counts-tokens-that-nobody-has")
                ),
                new(
                    PageWords.Plain("definitions.tokenunlocks"),
                    PageWords.Plain("definitions.fully-diluted-price-total-supply"),
                    PageWords.Plain("definitions.counts-what-exists-lower-wherever")
                ),
            ],
        ["fees"] = () =>
            [
                new(
                    PageWords.Plain("definitions.defillama"),
                    PageWords.Plain("definitions.fees-revenue-supply-side-revenue"),
                    PageWords.Plain("definitions.what-sellers-get-is-a")
                ),
                new(
                    PageWords.Plain("definitions.a16z"),
                    PageWords.Plain("definitions.revenue-what-the-marketplace-keeps"),
                    PageWords.Plain("definitions.take-rate-is-of-all")
                ),
            ],
        ["multiples"] = () =>
            [
                new(
                    PageWords.Plain("definitions.token-terminal"),
                    PageWords.Plain("definitions.p-f-and-p-s"),
                    PageWords.Plain("definitions.the-same-beside-it-stands")
                ),
            ],
        ["real_yield"] = Yields,
        ["yield_trend"] = Yields,
        ["unlock_overhang"] = () =>
            [
                new(
                    PageWords.Plain("definitions.messari"),
                    PageWords.Plain("definitions.unlocks-of-a-period-circulating"),
                    PageWords.Plain("definitions.by-its-own-circulating-supply")
                ),
            ],
        ["velocity"] = () =>
            [
                new(
                    PageWords.Plain("definitions.coin-metrics"),
                    PageWords.Plain("definitions.transfers-of-a-year-current"),
                    PageWords.Plain("definitions.on-total-supply-which-is")
                ),
            ],
        ["nakamoto"] = () =>
            [
                new(
                    PageWords.Plain("definitions.srinivasan-and-lee"),
                    PageWords.Plain("definitions.the-least-over-subsystems-such"),
                    PageWords.Plain("definitions.theirs-are-of-a-base")
                ),
            ],
        ["consume_volume"] = () =>
            [
                new(
                    PageWords.Plain("definitions.a16z"),
                    PageWords.Plain("definitions.gross-merchandise-value-all-that"),
                    PageWords.Plain("definitions.counts-what-was-bought-and")
                ),
            ],
    };

    /// <summary>Metrics of which others have definitions that are known here.</summary>
    public static IEnumerable<string> Keys => s_all.Keys;

    /// <summary>What is known of others' definitions; empty where nothing is.</summary>
    public static IReadOnlyList<RivalDefinition> Of(string metricKey) =>
        s_all.GetValueOrDefault(metricKey)?.Invoke() ?? [];

    private static RivalDefinition[] Yields() =>
        [
            new(
                PageWords.Plain("definitions.no-standard"),
                PageWords.Plain("definitions.holders-revenue-of-a-year"),
                PageWords.Plain("definitions.ignores-that-rewards-are-new")
            ),
            new(
                PageWords.Plain("definitions.no-standard"),
                PageWords.Plain("definitions.nominal-staking-rate-net-inflation"),
                PageWords.Plain("definitions.ignores-fees-apr-less-inflation")
            ),
        ];
}
