using System.Globalization;
using System.Text;

namespace Souk.Simulation.Starters;

/// <summary>An allocation as contracts on chain hold it: constructor arguments for vesting wallets, and a list of streams.</summary>
/// <remarks>
/// Contracts pay by the second where the table pays by the month: by the end of each month both have set free the same, but
/// for months of different lengths. What is free at the launch is paid directly and in neither.
/// </remarks>
public static class VestingContracts
{
    private const string WalletHeader =
        "bucket,contract,beneficiary,start_timestamp,duration_seconds,cliff_seconds,deposit_base_units,constructor_arguments";

    // Column names and formats of Sablier's guide to CSV files: whole tokens, dates as 2026-01-31 00:00.
    private const string StreamHeader = "address,amount,start,end";

    /// <summary>
    /// A line for each bucket that vests: OpenZeppelin Contracts 5, finance/VestingWallet (beneficiary, startTimestamp,
    /// durationSeconds). Arguments are ABI-encoded hexadecimal digits, empty without a wallet.
    /// </summary>
    /// <remarks>In a lock nothing accrues, so the clock starts at its end, with no cliff. A bucket without months is a clock of length 0.</remarks>
    public static string WalletsCsv(
        IReadOnlyList<AllocationBucket> buckets,
        decimal supply,
        int decimals,
        DateOnly launch
    )
    {
        StringBuilder text = new(WalletHeader + "\n");
        foreach ((AllocationBucket bucket, Int128 deposit) in Vesting(buckets, supply, decimals))
        {
            long start = Seconds(launch.AddMonths(bucket.CliffMonths));
            long duration = Seconds(launch.AddMonths(bucket.CliffMonths + bucket.LinearMonths)) - start;
            string arguments = bucket.Wallet is { } wallet
                ? wallet[2..].ToLowerInvariant().PadLeft(64, '0') + Word(start) + Word(duration)
                : "";
            text.Append(
                CultureInfo.InvariantCulture,
                $"{bucket.Name},VestingWallet,{bucket.Wallet},{start},{duration},0,{deposit},{arguments}\n"
            );
        }

        return text.ToString();
    }

    /// <summary>A line for each bucket that vests and has a wallet: a linear stream for Sablier's application.</summary>
    /// <remarks>Times are UTC, amounts whole tokens with all their decimals.</remarks>
    public static string StreamsCsv(
        IReadOnlyList<AllocationBucket> buckets,
        decimal supply,
        int decimals,
        DateOnly launch
    )
    {
        StringBuilder text = new(StreamHeader + "\n");
        foreach ((AllocationBucket bucket, Int128 deposit) in Vesting(buckets, supply, decimals))
        {
            if (bucket.Wallet is { } wallet && bucket.LinearMonths > 0)
            {
                DateOnly start = launch.AddMonths(bucket.CliffMonths);
                DateOnly end = start.AddMonths(bucket.LinearMonths);
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{wallet},{Whole(deposit, decimals)},{start:yyyy-MM-dd} 00:00,{end:yyyy-MM-dd} 00:00\n"
                );
            }
        }

        return text.ToString();
    }

    private static IEnumerable<(AllocationBucket Bucket, Int128 Deposit)> Vesting(
        IReadOnlyList<AllocationBucket> buckets,
        decimal supply,
        int decimals
    ) =>
        buckets
            .Select(bucket =>
                (
                    bucket,
                    ReleaseTable.TotalOf(bucket, supply, decimals) - ReleaseTable.LaunchOf(bucket, supply, decimals)
                )
            )
            .Where(one => one.Item2 > 0);

    private static long Seconds(DateOnly date) =>
        new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeSeconds();

    private static string Word(long value) => value.ToString("x64", CultureInfo.InvariantCulture);

    private static string Whole(Int128 amount, int decimals)
    {
        string digits = amount.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        string fraction = digits[^decimals..].TrimEnd('0');
        return digits[..^decimals] + (fraction.Length > 0 ? "." + fraction : "");
    }
}
