namespace Souk.Dashboards.Explore;

/// <summary>As many queries run or wait as may; asking again later helps.</summary>
public sealed class BusyException(string message) : Exception(message);
