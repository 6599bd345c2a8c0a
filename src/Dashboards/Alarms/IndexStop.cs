namespace Souk.Dashboards.Alarms;

/// <summary>A chain that this process indexed and had to stop.</summary>
/// <param name="IsReorg">Whether blocks were replaced that are stored as final.</param>
/// <param name="Reason">With what can be done.</param>
public sealed record IndexStop(int ChainId, bool IsReorg, string Reason);

/// <summary>Chains of which indexing stopped, as of now.</summary>
public delegate IReadOnlyList<IndexStop> IndexStops();
