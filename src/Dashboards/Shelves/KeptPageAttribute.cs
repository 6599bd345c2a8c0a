namespace Souk.Dashboards.Shelves;

/// <summary>The page follows from its address and the warehouse alone, so it may be kept for others who ask for it.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class KeptPageAttribute : Attribute
{
    /// <summary>Whether the page itself shows a browser what is there within a moment (see <see cref="FirstAnswer"/>); of other
    /// pages that take longer a browser is told that they are being made.</summary>
    public bool HasFirstAnswer { get; init; }
}
