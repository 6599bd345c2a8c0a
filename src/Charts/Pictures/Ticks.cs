using System.Globalization;

namespace Souk.Charts.Pictures;

/// <summary>Where an axis has its lines, at numbers that people count in.</summary>
internal static class Ticks
{
    private const int CountWanted = 5;

    private static readonly int[] _months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600];

    private static readonly int[] _days = [1, 2, 7, 14];

    /// <summary>Multiples of 1, 2 or 5 times a power of ten within two values.</summary>
    public static IReadOnlyList<double> Of(double low, double high)
    {
        double step = Step((high - low) / CountWanted);
        List<double> ticks = [];
        // Adding zero turns minus zero, which would be written so, into zero.
        for (double index = Math.Ceiling(low / step) + 0.0; index * step <= high + (step * 1e-9); index++)
        {
            ticks.Add(index * step);
        }

        return ticks;
    }

    /// <summary>Days that begin a month or a year, or every few days of a short time.</summary>
    /// <param name="culture">Names the months.</param>
    public static IReadOnlyList<(double Position, string Text)> OfDays(double low, double high, CultureInfo culture)
    {
        double span = high - low;
        if (span <= 60)
        {
            int days = Array.Find(_days, step => span / step <= CountWanted + 2);
            days = days == 0 ? _days[^1] : days;
            return
            [
                .. Enumerable
                    .Range((int)Math.Ceiling(low), (int)Math.Floor(high) - (int)Math.Ceiling(low) + 1)
                    .Where(day => (day - (int)Math.Ceiling(low)) % days == 0)
                    .Select(day => ((double)day, Text(day, "d MMM", culture))),
            ];
        }

        double monthsInAll = span / 30.4;
        int months = Array.Find(_months, step => monthsInAll / step <= CountWanted + 2);
        months = months == 0 ? _months[^1] : months;
        DateOnly first = DateOnly.FromDayNumber((int)Math.Ceiling(low));
        DateOnly month = new(first.Year, 1, 1);
        List<(double, string)> ticks = [];
        for (; month.DayNumber <= high; month = month.AddMonths(months))
        {
            if (month.DayNumber >= low)
            {
                ticks.Add((month.DayNumber, Text(month.DayNumber, months >= 12 ? "yyyy" : "MMM yyyy", culture)));
            }
        }

        return ticks;
    }

    /// <summary>Powers of ten within two exponents of ten, every second, third … where there are many.</summary>
    public static IReadOnlyList<(double Position, string Text)> OfPowers(double low, double high)
    {
        int first = (int)Math.Ceiling(low);
        int count = Math.Max(0, (int)Math.Floor(high) - first + 1);
        int every = Math.Max(1, (count + CountWanted) / (CountWanted + 1));
        return
        [
            .. Enumerable
                .Range(first, count)
                .Where(power => (power - first) % every == 0)
                .Select(power => ((double)power, Text(Math.Pow(10, power)))),
        ];
    }

    /// <summary>A number with a letter for its thousands.</summary>
    public static string Text(double value)
    {
        (double scale, string letter) = Math.Abs(value) switch
        {
            >= 1e12 => (1e12, "T"),
            >= 1e9 => (1e9, "B"),
            >= 1e6 => (1e6, "M"),
            >= 1e4 => (1e3, "k"),
            _ => (1, ""),
        };
        return (value / scale).ToString("0.######", CultureInfo.InvariantCulture) + letter;
    }

    private static string Text(int day, string format, CultureInfo culture) =>
        DateOnly.FromDayNumber(day).ToString(format, culture);

    private static double Step(double least)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return (least / power) switch
        {
            <= 1 => power,
            <= 2 => 2 * power,
            <= 5 => 5 * power,
            _ => 10 * power,
        };
    }
}
