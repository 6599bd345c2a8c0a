using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Calendars;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Exits;

/// <summary>What a market's own numbers say to somebody who holds its token: supply, unlocks to come, and the pool to leave by.</summary>
/// <param name="Pool">The one with most of the token; null where none is indexed.</param>
public sealed record ExitSheet(UnlockCalendar Calendar, ExitPool? Pool)
{
    /// <summary>Months of unlocks that dilute.</summary>
    public const int Months = 12;

    /// <summary>As the metric names pools whose formula the page knows.</summary>
    private const string UniswapV2 = "uniswap_v2";

    public static ExitSheet Read(DuckDBConnection connection, MarketSummary market, DateTime? asOf = null)
    {
        MetricTable exits = MetricCatalogue.Run(connection, "exit_cost", market.System, asOf);
        return new ExitSheet(
            UnlockCalendar.Read(connection, market, asOf),
            exits
                .Rows.Where(row => exits.Value<string>(row, "symbol") == market.Token.Symbol)
                // The page reckons by the product of two reserves and a fee in parts of what is sold; other pools pay otherwise.
                .Where(row => exits.Value<string>(row, "source") == UniswapV2)
                .Where(row => exits.Value<string>(row, "verdict") == "trusted")
                .Select(row => new ExitPool(
                    exits.Value<string>(row, "pool"),
                    new TokenUnit(exits.Value<string>(row, "quote_symbol"), (int)exits.Integer(row, "quote_decimals")),
                    exits.Integer(row, "token_reserve"),
                    exits.Integer(row, "quote_reserve"),
                    (int)exits.Integer(row, "fee_ppm")
                ))
                .MaxBy(pool => pool.TokenReserve)
        );
    }

    /// <summary>The month whose end is the last day of <see cref="Unlocking"/>.</summary>
    public DateOnly UnlockingUntil => Calendar.Market.AsOf.Day.AddMonths(Months);

    /// <summary>What unlocks in the month of the last block and the <see cref="Months"/> after it; a cliff is part of its
    /// month.</summary>
    public BigInteger Unlocking =>
        Calendar
            .Entries.Where(entry => !entry.IsCliff && entry.Day < UnlockingUntil)
            .Aggregate(BigInteger.Zero, (sum, entry) => sum + entry.Amount);

    /// <summary>For the page's script: base units as digits, since JSON readers round.</summary>
    public string Json()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("system", Calendar.Market.System);
            json.WriteString("symbol", Calendar.Market.Token.Symbol);
            json.WriteNumber("decimals", Calendar.Market.Token.Decimals);
            json.WriteString("as_of", Iso(Calendar.Market.AsOf.Day));
            json.WriteString("total", Digits(Calendar.Market.TotalSupply));
            json.WriteString("circulating", Digits(Calendar.Circulating));
            json.WriteString("unlocking", Digits(Unlocking));
            json.WriteString("volume_per_day", Digits(Calendar.VolumePerDay));
            if (Pool is { } pool)
            {
                json.WriteStartObject("pool");
                json.WriteString("symbol", pool.Quote.Symbol);
                json.WriteNumber("decimals", pool.Quote.Decimals);
                json.WriteString("token_reserve", Digits(pool.TokenReserve));
                json.WriteString("quote_reserve", Digits(pool.QuoteReserve));
                json.WriteNumber("fee_ppm", pool.FeePpm);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Digits(BigInteger amount) => amount.ToString(CultureInfo.InvariantCulture);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A pool of Uniswap v2's formula, at the last block.</summary>
/// <param name="Address">0x and 40 digits.</param>
/// <param name="FeePpm">What it takes of what is sold, in parts per million.</param>
public sealed record ExitPool(
    string Address,
    TokenUnit Quote,
    BigInteger TokenReserve,
    BigInteger QuoteReserve,
    int FeePpm
);
