namespace Souk.Dashboards.Shelves;

/// <summary>A shelf holds as many texts as it may; somebody has to remove some.</summary>
public sealed class ShelfFullException(string message) : Exception(message);
