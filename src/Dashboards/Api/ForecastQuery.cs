using System.Globalization;
using Microsoft.AspNetCore.Http;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Api;

/// <summary>A scenario page's address: <c>?burn=0.5&amp;runs=100&amp;seed=7</c>. The burn share is 0 to 1.</summary>
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

        return new ForecastQuery(new ForecastRequest(burnShare, runCount, seedNumber), null);
    }

    private static ForecastQuery Wrong(string error) => new(new ForecastRequest(), error);
}
