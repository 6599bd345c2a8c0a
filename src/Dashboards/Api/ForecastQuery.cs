using System.Globalization;
using Microsoft.AspNetCore.Http;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Moments;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Api;

/// <summary>A scenario page's address: <c>?burn=0.5&amp;runs=100&amp;seed=7&amp;as_of=2025-01-31&amp;price=0.1</c>. The burn share is 0 to
/// 1; the price, in USD, is supposed where no pool tells one.</summary>
/// <param name="Request">What was asked, or the defaults where the address is wrong.</param>
/// <param name="Error">What is wrong and what is allowed; null where nothing is.</param>
internal sealed record ForecastQuery(ForecastRequest Request, string? Error)
{
    public static ForecastQuery Parse(IQueryCollection query)
    {
        string burn = query["burn"].ToString();
        string runs = query["runs"].ToString();
        string seed = query["seed"].ToString();
        double? burnShare = null;
        int runCount = ForecastRequest.RunsDefault;
        ulong? seedNumber = null;
        if (burn.Length > 0)
        {
            if (
                !double.TryParse(burn, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
                || value is not (>= 0 and <= 1)
            )
            {
                return Wrong(PageWords.Plain("api.burn-share-is-give-a", burn));
            }

            burnShare = value;
        }

        if (
            runs.Length > 0
            && (
                !int.TryParse(runs, NumberStyles.None, CultureInfo.InvariantCulture, out runCount)
                || runCount is < 1 or > ForecastRequest.RunsMax
            )
        )
        {
            return Wrong(PageWords.Plain("api.runs-is-give-a-whole", runs, ForecastRequest.RunsMax));
        }

        if (seed.Length > 0)
        {
            if (!uint.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out uint value))
            {
                return Wrong(PageWords.Plain("api.seed-is-give-a-whole", seed, uint.MaxValue));
            }

            seedNumber = value;
        }

        Moment moment = Moment.Parse(query);
        if (moment.Error is { } wrong)
        {
            return Wrong(wrong);
        }

        string price = query["price"].ToString();
        double? usd = PriceOf(price);
        return usd is double.NaN
            ? Wrong(PageWords.Plain("api.price-is-give-a", price, ForecastRequest.UsdMax))
            : new ForecastQuery(new ForecastRequest(burnShare, runCount, seedNumber, moment.Until, usd), null);
    }

    /// <returns>Null for none, and no number for one that does not fit.</returns>
    private static double? PriceOf(string text) =>
        text.Length == 0 ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double price)
        && price is > 0 and <= ForecastRequest.UsdMax
            ? price
        : double.NaN;

    private static ForecastQuery Wrong(string error) => new(new ForecastRequest(), error);
}
