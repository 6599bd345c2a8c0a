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
    /// <exception cref="ArgumentOutOfRangeException">A supply or a price that is not above zero.</exception>
    public static string Write(
        IReadOnlyList<AllocationBucket> buckets,
        string symbol,
        decimal supply,
        DateOnly start,
        decimal priceUsd
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
        Accounts(text, symbol, pool, Math.Round(pool * priceUsd, 6), Math.Round(raised, 6));
        Line(text, $"\n  # The allocation table: what it sets free goes to the account behind `to`.");
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach ((AllocationBucket bucket, decimal tokens) in vestings)
        {
            Vesting(text, bucket, tokens, symbol, Name(bucket.Name, names));
        }

        People(text);
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

    private static void Accounts(StringBuilder text, string symbol, decimal pool, decimal money, decimal raised) =>
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
                  public_holders: { kind: people.insiders, count: 500, pool: pool, sell_hazard: 0.01, sell_share: 50 % }

                  # Team, investors and others whose tokens vest. ASSUMED: how readily they sell.
                  insiders:
                    kind: people.insiders
                    count: 50
                    pool: pool
                    sell_hazard: uniform(0.01; 0.05)
                    sell_share: 25 %

                """
            )
        );

    private static void Vesting(StringBuilder text, AllocationBucket bucket, decimal tokens, string symbol, string name)
    {
        Line(text, $"  vesting.{name}: # {bucket.Name}: {bucket.Percent:0.####} % of the supply{Paid(bucket)}");
        Line(text, $"    kind: vesting.stepped");
        Line(text, $"    total: {tokens:0.############################} {symbol}");
        Line(text, $"    to: {bucket.Owner}");
        Line(text, $"    launch_share: {bucket.LaunchPercent:0.####} %");
        Line(text, $"    lock: {bucket.CliffMonths} months");
        Line(text, $"    duration: {bucket.LinearMonths} months");
        Line(text, $"    step: {(bucket.LinearMonths == 0 ? 0 : 1)} months");
    }

    private static string Paid(AllocationBucket bucket) =>
        bucket.Price is { } price
            ? string.Create(CultureInfo.InvariantCulture, $", bought at {price:0.############} USD a token")
            : "";

    private static void People(StringBuilder text) =>
        text.Append(
            """

              # Who gives data: takes part while the wage is worth it, is paid from `rewards` and by buyers.
              # ASSUMED: how many there are and what they expect.
              contributors:
                kind: people.contributors
                active: 1000
                pool: pool
                rewards: rewards
                payout_share: 0.1 %
                wage_at_start: 2 USD/day

              # Who pays for data. ASSUMED: how many, how often, how much.
              buyers:
                kind: people.buyers
                active: 100
                money: USDC
                sellers: contributors
                fees: fees
                market_fee: 10 %
                orders_per_day: 80
                order: lognormal(25 USD; 0.5)

              # What the market keeps: buys the token, burns a part, the rest becomes rewards.
              fees: { kind: fees.route, pool: pool, burn_share: 30 %, rest: rewards, rewards: rewards }

              # Everybody else.
              traders: { kind: people.traders, pool: pool }

            # What happens on the way, for example:
            # timeline:
            #   - { at: 12 months, note: fee vote, set: { fees.burn_share: 50 % } }

            """
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
