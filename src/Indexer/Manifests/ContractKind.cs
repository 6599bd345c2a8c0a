using Souk.Indexer.Decoding;

namespace Souk.Indexer.Manifests;

/// <summary>Contracts that speak alike: the events they emit and the values read once from each.</summary>
/// <param name="Values">Functions without arguments and with one result, constant over the contract's life.</param>
/// <param name="Factory">The event that announces contracts of this kind, if one does.</param>
public sealed record ContractKind(
    string Name,
    IReadOnlyList<EventSignature> Events,
    IReadOnlyList<FunctionSignature> Values,
    FactoryRule? Factory
);

/// <summary>Contracts are discovered from an address parameter of an event of another kind in the same system.
/// </summary>
/// <param name="ParameterIndex">Position among the event's parameters.</param>
public sealed record FactoryRule(string Contract, EventSignature Event, int ParameterIndex);
