using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Assemblies;

/// <summary>A kind of part and how it enters a model.</summary>
internal sealed record CatalogueEntry(PartKind Kind, Func<ModelAssembly, Part, Component> Open)
{
    /// <summary>Whether it is a whole model of others, whose amounts are doubles: such a part stands alone, without tokens.</summary>
    public bool IsFloatingPointReference { get; init; }
}
