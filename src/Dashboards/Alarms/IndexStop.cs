namespace Souk.Dashboards.Alarms;

/// <summary>A chain that this process indexed and had to stop.</summary>
/// <param name="IsReorg">Whether blocks were replaced that are stored as final.</param>
/// <param name="Reason">With what can be done.</param>
public sealed record IndexStop(int ChainId, bool IsReorg, string Reason);

/// <summary>Chains of which indexing stopped, as of now.</summary>
public delegate IReadOnlyList<IndexStop> IndexStops();

/// <summary>Tells stops apart.</summary>
internal static class IndexStopText
{
    /// <summary>Another text for other stops; empty where nothing stopped. No table holds stops, so that what is kept by the
    /// warehouse's state and says them has to be kept by this, too.</summary>
    public static string Of(IReadOnlyList<IndexStop> stops) => string.Join('\n', stops);
}
