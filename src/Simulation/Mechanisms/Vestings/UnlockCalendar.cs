namespace Souk.Simulation.Mechanisms.Vestings;

/// <summary>A month of an unlock calendar.</summary>
/// <param name="Month">0 is the launch itself; n ends n calendar months later.</param>
/// <param name="UnixSeconds">The end of the month, included.</param>
/// <param name="Unlocked">Base units that became free since the month before, by bucket.</param>
public sealed record UnlockMonth(int Month, long UnixSeconds, IReadOnlyList<Int128> Unlocked)
{
    public Int128 Sum() => Unlocked.Aggregate(Int128.Zero, (sum, amount) => sum + amount);
}

/// <summary>What an allocation table sets free, month by month until everything is.</summary>
public static class UnlockCalendar
{
    /// <summary>All months from the launch to the end of the last bucket. Each bucket's column adds up to its total.</summary>
    public static IReadOnlyList<UnlockMonth> Of(AllocationTable table)
    {
        List<UnlockMonth> months = [];
        Int128[] before = new Int128[table.Curves.Count];
        for (int month = 0; months.Count == 0 || months[^1].UnixSeconds < table.EndUnixSeconds; month++)
        {
            long end = CalendarMonths.Add(table.LaunchUnixSeconds, month);
            Int128[] vested = [.. table.Curves.Select(curve => curve.VestedAt(end))];
            months.Add(new UnlockMonth(month, end, [.. vested.Zip(before, (now, then) => now - then)]));
            before = vested;
        }

        return months;
    }
}
