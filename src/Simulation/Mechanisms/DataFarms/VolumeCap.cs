namespace Souk.Simulation.Mechanisms.DataFarms;

/// <summary>How much an asset's reward may be, relative to the data consume volume (DCV) that it had.</summary>
/// <remarks>
/// Without bound before week 9, then from 1 down by 0.0485 a week until week 28, then 0.001; 0.201 for prediction feeds,
/// five times that from week 82. Source: oceanprotocol/df-py at 026242f, `df_py/util/dcv_multiplier.py`.
/// </remarks>
public static class VolumeCap
{
    private const long FirstWeek = 9;
    private const long LastWeek = 28;
    private const long Weekly = 48_500_000;
    private const long Later = 1_000_000;
    private const long Feed = 201_000_000;
    private const int FeedRaiseWeek = 82;

    /// <summary>Parts per billion of the volume; null for no bound.</summary>
    public static long? PartsPerBillion(int week, bool isPredictionFeed) =>
        isPredictionFeed ? (week < FeedRaiseWeek ? Feed : 5 * Feed)
        : week < FirstWeek ? null
        : week <= LastWeek ? Require.Whole - (Weekly * (week - FirstWeek))
        : Later;
}
