using System.Globalization;
using System.Text;

namespace Souk.Simulation.Starters;

/// <summary>The text of a scenario to begin with: an allocation table with people around it, and comments that say what to change.</summary>
/// <remarks>All that is not in the table is an assumption, and the comments say so.</remarks>
public static class StarterScenario
{
    internal const string Treasury = "treasury";
    internal const string Rewards = "rewards";
    internal const string Public = "public_holders";
    internal const string Insiders = "insiders";

    // Of the supply; what a pool gets where the table sets nothing aside for it.
    private const decimal PoolPercent = 1;
    private const decimal OrdersOfBuyer = 0.8m;

    /// <summary>An allocation that many data tokens resemble, for those who have none yet.</summary>
    public const string SampleCsv = """
        bucket,percent,tge,cliff_months,linear_months
        Community rewards,40,5,0,48
        Team,18,0,12,36
        Investors,16,5,6,24
        Treasury,16,10,0,48
        Public sale,5,100,0,0
        Liquidity,5,100,0,0
        """;

    /// <param name="supply">Whole tokens, all of them in the table.</param>
    /// <param name="priceUsd">Of the pool before the first day.</param>
    /// <param name="choices">About people and fees; null for what is supposed where nobody says anything.</param>
    /// <exception cref="ArgumentOutOfRangeException">A supply or a price that is not above zero.</exception>
    public static string Write(
        IReadOnlyList<AllocationBucket> buckets,
        string symbol,
        decimal supply,
        DateOnly start,
        decimal priceUsd,
        StarterChoices? choices = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(supply);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(priceUsd);
        (decimal pool, List<(AllocationBucket Bucket, decimal Tokens)> vestings) = Divide(buckets, supply);
        StringBuilder text = new();
        Line(
            text,
            $"# Begin here: change what is marked ASSUMED, then run: souk scenario lint FILE; souk simulate FILE"
        );
        Line(text, $"title: Starter for {symbol}");
        Line(text, $"question: Does demand for data carry what the allocation sets free?");
        Line(text, $"start: {start:yyyy-MM-dd}");
        Line(text, $"horizon: {Horizon(buckets)} months");
        Line(text, $"\ntokens:");
        Line(text, $"  {symbol}: {{ decimals: 18, supply_max: {supply} {symbol} }}");
        Line(text, $"  USDC: {{ decimals: 6 }}");
        Line(text, $"\nparts:");
        decimal raised = buckets.Sum(bucket => supply * bucket.Percent / 100 * (bucket.Price ?? 0));
        bool hasPublic = vestings.Any(one => one.Bucket is { Owner: Public, HasHolders: false });
        Accounts(text, symbol, pool, Math.Round(pool * priceUsd, 6), Math.Round(raised, 6), hasPublic);
        Line(text, $"\n  # The allocation table: what it sets free goes to the account behind `to`.");
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach ((AllocationBucket bucket, decimal tokens) in vestings)
        {
            string name = Name(bucket.Name, names);
            string owner = bucket.HasHolders ? $"holders.{name}" : bucket.Owner;
            Vesting(text, bucket, tokens, symbol, name, owner);
            if (bucket.HasHolders)
            {
                HoldersOf(text, bucket, owner);
            }
        }

        People(text, choices ?? new StarterChoices());
        return text.ToString();
    }

    // The pool gets what a bucket for liquidity has free at the launch; else a part of the largest bucket.
    private static (decimal Pool, List<(AllocationBucket, decimal)> Vestings) Divide(
        IReadOnlyList<AllocationBucket> buckets,
        decimal supply
    )
    {
        AllocationBucket? liquidity = buckets.FirstOrDefault(one => one.IsLiquidity && one.LaunchPercent > 0);
        AllocationBucket source = liquidity ?? buckets.MaxBy(bucket => bucket.Percent)!;
        decimal pool = liquidity is null
            ? supply * Math.Min(PoolPercent, source.Percent / 2) / 100
            : supply * liquidity.Percent / 100 * liquidity.LaunchPercent / 100;
        List<(AllocationBucket, decimal)> vestings = [];
        foreach (AllocationBucket bucket in buckets)
        {
            decimal tokens = (supply * bucket.Percent / 100) - (bucket == source ? pool : 0);
            if (tokens > 0)
            {
                vestings.Add((bucket == liquidity ? bucket with { LaunchPercent = 0 } : bucket, tokens));
            }
        }

        return (pool, vestings);
    }

    private static void Accounts(
        StringBuilder text,
        string symbol,
        decimal pool,
        decimal money,
        decimal raised,
        bool hasPublic
    ) =>
        text.Append(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                  # Where the token has a price. ASSUMED: the money in it, and so the price before the first day.
                  pool:
                    kind: pool.constant_product
                    token_reserve: {{pool}} {{symbol}}
                    money_reserve: {{money}} USDC

                  treasury: { kind: account, holder: treasury{{(
                    raised > 0 ? $", balance: {raised:0.######} USDC" : ""
                )}} }{{(raised > 0 ? " # what holders paid" : "")}}
                  rewards: { kind: account, holder: rewards }
                {{(
                    hasPublic
                        ? "  public_holders: { kind: people.insiders, count: 500, pool: pool, sell_hazard: 0.01, sell_share: 50 % }\n"
                        : ""
                )}}
                """
            )
        );

    // Their class says how readily they sell; those who paid little in proportion sell more.
    private static void HoldersOf(StringBuilder text, AllocationBucket bucket, string owner)
    {
        string hazard = bucket.HolderClass is "team" or "advisors" ? "1 %; 4 %" : "0.5 %; 2 %";
        string cost = bucket.Price is { } price
            ? string.Create(CultureInfo.InvariantCulture, $"{price:0.############} USD")
            : "0 USD";
        Line(text, $"  {owner}: # ASSUMED: how many, and how readily they sell");
        Line(text, $"    kind: people.investors");
        Line(text, $"    class: {bucket.HolderClass}");
        Line(text, $"    count: {(bucket.HolderClass == "public" ? 500 : 30)}");
        Line(text, $"    pool: pool");
        Line(text, $"    cost: {cost}{(bucket.Price is null ? " # nobody said that they paid" : "")}");
        Line(text, $"    sell_hazard: uniform({hazard})");
    }

    private static void Vesting(
        StringBuilder text,
        AllocationBucket bucket,
        decimal tokens,
        string symbol,
        string name,
        string owner
    )
    {
        Line(text, $"  vesting.{name}: # {bucket.Name}: {bucket.Percent:0.####} % of the supply{Paid(bucket)}");
        Line(text, $"    kind: vesting.stepped");
        Line(text, $"    total: {tokens:0.############################} {symbol}");
        Line(text, $"    to: {owner}");
        Line(text, $"    launch_share: {bucket.LaunchPercent:0.####} %");
        Line(text, $"    lock: {bucket.CliffMonths} months");
        Line(text, $"    duration: {bucket.LinearMonths} months");
        Line(text, $"    step: {(bucket.LinearMonths == 0 ? 0 : 1)} months");
    }

    private static string Paid(AllocationBucket bucket) =>
        bucket.Price is { } price
            ? string.Create(CultureInfo.InvariantCulture, $", bought at {price:0.############} USD a token")
            : "";

    private static void People(StringBuilder text, StarterChoices choices) =>
        text.Append(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""

                  # Who gives data: takes part while the wage is worth it, is paid from `rewards` and by buyers.
                  # ASSUMED: how many there are and what they expect.
                  contributors:
                    kind: people.contributors
                    active: {{choices.Contributors}}
                    pool: pool
                    rewards: rewards
                    payout_share: 0.1 %
                    wage_at_start: {{choices.WageUsd}} USD/day

                  # Who pays for data. ASSUMED: how many, how often, how much.
                  buyers:
                    kind: people.buyers
                    active: {{choices.Buyers}}
                    money: USDC
                    sellers: contributors
                    fees: fees
                    market_fee: {{choices.FeePercent}} %
                    orders_per_day: {{choices.Buyers * OrdersOfBuyer:0.#}}
                    order: lognormal(25 USD; 0.5)

                  # What the market keeps: buys the token, burns a part, the rest becomes rewards.
                  fees: { kind: fees.route, pool: pool, burn_share: {{choices.BurnPercent}} %, rest: rewards, rewards: rewards }

                  # Everybody else.
                  traders: { kind: people.traders, pool: pool }

                # What happens on the way, for example:
                # timeline:
                #   - { at: 12 months, note: fee vote, set: { fees.burn_share: 50 % } }

                """
            )
        );

    private static int Horizon(IReadOnlyList<AllocationBucket> buckets) =>
        Math.Clamp(buckets.Max(bucket => bucket.CliffMonths + bucket.LinearMonths), 12, 60);

    internal static string Name(string bucket, HashSet<string> taken)
    {
        string word = string.Concat(bucket.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        word = string.Join('_', word.Split('_', StringSplitOptions.RemoveEmptyEntries));
        word = word.Length == 0 ? "bucket" : word;
        string name = word;
        for (int number = 2; !taken.Add(name); number++)
        {
            name = $"{word}_{number}";
        }

        return name;
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
