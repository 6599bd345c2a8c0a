using Souk.Simulation.Peers.Sequences;

namespace Souk.Simulation.Peers.EthereumEconomies;

/// <summary>What there is before the first step. Defaults: those of the published model without a network.</summary>
public sealed record EthereumStart
{
    public const double SupplyMaxEth = 1e9;

    public double SupplyEth { get; init; } = 116_250_000;

    public double ActiveValidators { get; init; } = 156_250;
    public double QueuedValidators { get; init; }
    public double EffectiveBalanceGwei { get; init; } = 32e9;

    internal void Validate()
    {
        Bounds.Within(SupplyEth, 1, SupplyMaxEth, nameof(SupplyEth));
        Bounds.Within(ActiveValidators, 1, SupplyMaxEth, nameof(ActiveValidators));
        Bounds.Within(QueuedValidators, 0, SupplyMaxEth, nameof(QueuedValidators));
        Bounds.Within(EffectiveBalanceGwei, 1, 1e15, nameof(EffectiveBalanceGwei));
    }
}
