namespace Souk.Dashboards.Shelves;

/// <summary>The page follows from its address and the warehouse alone, so it may be kept for others who ask for it.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class KeptPageAttribute : Attribute;
