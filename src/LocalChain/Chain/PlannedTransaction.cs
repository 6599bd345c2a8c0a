using System.Numerics;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Chain;

/// <summary>A transaction waiting for the next block.</summary>
/// <param name="Name">What it does, for messages: "MasaToken.mint".</param>
/// <param name="To">Null creates a contract.</param>
/// <param name="Value">Native coins in base units.</param>
/// <param name="OnMined">Called with the receipt once the block stands; null where nobody needs it.</param>
internal sealed record PlannedTransaction(
    string Name,
    Address From,
    Address? To,
    byte[] Data,
    BigInteger Value,
    long Gas,
    Action<Receipt>? OnMined
);
