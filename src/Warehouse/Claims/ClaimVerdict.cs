namespace Souk.Warehouse.Claims;

/// <summary>What can be said of a claim.</summary>
public static class ClaimVerdict
{
    public const string Supported = "supported";
    public const string Contradicted = "contradicted";

    /// <summary>A part of what it speaks of can be seen, and that part does not decide.</summary>
    public const string PartlyObservable = "partly observable";

    /// <summary>Nothing that a chain or a public series shows bears on it.</summary>
    public const string Unobservable = "unobservable";
}
