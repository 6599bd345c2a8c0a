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
    };

    /// <summary>What is known of others' definitions; empty where nothing is.</summary>
    public static IReadOnlyList<RivalDefinition> Of(string metricKey) => s_all.GetValueOrDefault(metricKey) ?? [];
}
