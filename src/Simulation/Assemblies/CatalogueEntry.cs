using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Assemblies;

/// <summary>A kind of part and how it enters a model.</summary>
internal sealed record CatalogueEntry(PartKind Kind, Func<ModelAssembly, Part, Component> Open);
