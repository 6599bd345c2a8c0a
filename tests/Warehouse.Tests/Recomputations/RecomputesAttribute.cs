namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Says of a test, or of plain loops over <see cref="DrawnFacts"/>, which metrics it computes independently of their SQL or
/// holds to a property.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RecomputesAttribute(params string[] metrics) : Attribute
{
    public IReadOnlyList<string> Metrics { get; } = metrics;
}
