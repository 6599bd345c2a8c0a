namespace Souk.Dashboards.Definitions;

/// <summary>How somebody else defines a number of the same name, and why the two differ.</summary>
/// <param name="Definer">Who.</param>
/// <param name="Formula">Theirs.</param>
/// <param name="Difference">What makes the numbers differ.</param>
public sealed record RivalDefinition(string Definer, string Formula, string Difference)
{
    private static readonly Dictionary<string, RivalDefinition[]> s_all = new(StringComparer.Ordinal)
    {
        ["supply"] =
        [
            new(
                "Token Terminal",
                "circulating = total − team − treasury − early investors − foundation",
                "Leaves insiders out by label; the total here counts every token that exists."
            ),
            new(
                "Unlock calendars",
                "unlocked = what schedules have set free",
                "Unlocked tokens that nobody has claimed do not circulate yet."
            ),
        ],
        ["supply_reconciliation"] =
        [
            new(
                "Token Terminal",
                "circulating = total − team − treasury − early investors − foundation",
                "Team and early investors need labels; without them they count as circulating here."
            ),
        ],
        ["emissions"] =
        [
            new("Tokenomist", "emission, projected without burns", "Burns are subtracted here, and shown beside it."),
        ],
        ["inflation"] =
        [
            new(
                "Tokenomist",
                "new tokens / circulating supply",
                "Its projections leave burns out; net inflation does not."
            ),
        ],
        ["unlocks"] =
        [
            new(
                "Tokenomist",
                "a cliff is an unlock more than a day after the one before",
                "Here a cliff is what the vesting contract says, to the second."
            ),
            new("Messari", "unlock overhang = unlocks / circulating supply", "A ratio; this is the amount itself."),
        ],
        ["gmv"] =
        [
            new(
                "DefiLlama",
                "fees = revenue + what suppliers get",
                "Fees are legs of their own here; GMV is all that buyers paid."
            ),
            new(
                "Ocean",
                "consume volume = what was consumed, not only bought",
                "Bought and never consumed counts in GMV."
            ),
        ],
        ["contributors"] =
        [
            new("Token Terminal", "active addresses", "Counts any action; here only contributions and receipts count."),
        ],
        ["buyers"] =
        [
            new("Token Terminal", "active addresses", "Counts any action; here only payers of a price count."),
        ],
        ["subsidy"] =
        [
            new(
                "Token Terminal",
                "earnings = revenue − token incentives",
                "A difference of sums; this is the share of income that is reward."
            ),
        ],
        ["concentration"] =
        [
            new(
                "Glassnode and others",
                "share of the largest addresses",
                "An exchange is one address there and many owners; contracts are left out here."
            ),
        ],
        ["circulating"] =
        [
            new(
                "TokenUnlocks",
                "circulating = claimed, of what schedules have set free",
                "Unlocked and unclaimed tokens are left out there; here each definition is a row of its own."
            ),
            new(
                "Token Terminal",
                "circulating = total − team − treasury − early investors − foundation",
                "It leaves holders out by label, Souk by contract: staked and escrowed tokens circulate there and not here."
            ),
        ],
        ["valuation"] =
        [
            new(
                "Token Terminal",
                "fully diluted = price × maximum supply",
                "Counts tokens that nobody has minted yet."
            ),
            new(
                "TokenUnlocks",
                "fully diluted = price × total supply",
                "Counts what exists: lower wherever a maximum is not reached. Both are rows here."
            ),
        ],
        ["fees"] =
        [
            new(
                "DefiLlama",
                "fees = revenue + supply side; revenue = treasury + holders",
                "What sellers get is a fee there; here prices and fees are legs of their own, and the sum stands in its column."
            ),
            new("a16z", "revenue = what the marketplace keeps", "Take rate is of all that buyers paid, not of fees."),
        ],
        ["multiples"] =
        [
            new(
                "Token Terminal",
                "P/F and P/S = fully diluted value / (fees or revenue of 30 days × 365 / 30)",
                "The same; beside it stands the multiple of the circulating value, which is lower."
            ),
        ],
        ["real_yield"] =
        [
            new(
                "no standard",
                "holders' revenue of a year / staked capital",
                "Ignores that rewards are new tokens; `from_fees` here."
            ),
            new(
                "no standard",
                "nominal staking rate − net inflation",
                "Ignores fees; `apr_less_inflation` here. The two need not even have the same sign."
            ),
        ],
        ["unlock_overhang"] =
        [
            new(
                "Messari",
                "unlocks of a period / circulating supply",
                "By its own circulating supply and calendar; here by Souk's and by contracts, with promises told apart."
            ),
        ],
        ["velocity"] =
        [
            new(
                "Coin Metrics",
                "transfers of a year / current supply",
                "On total supply, which is more than what circulates: its number is lower."
            ),
        ],
        ["nakamoto"] =
        [
            new(
                "Srinivasan and Lee",
                "the least over subsystems such as clients, nodes, exchanges and developers",
                "Theirs are of a base chain; earners, buyers, holders, stakers and nodes of a market are ours."
            ),
        ],
        ["consume_volume"] =
        [
            new(
                "a16z",
                "gross merchandise value = all that was paid",
                "Counts what was bought and never used, too, as sales made for rewards may be."
            ),
        ],
    };

    /// <summary>Metrics of which others have definitions that are known here.</summary>
    public static IEnumerable<string> Keys => s_all.Keys;

    /// <summary>What is known of others' definitions; empty where nothing is.</summary>
    public static IReadOnlyList<RivalDefinition> Of(string metricKey) => s_all.GetValueOrDefault(metricKey) ?? [];
}
