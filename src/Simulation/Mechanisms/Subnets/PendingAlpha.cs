namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>Alpha base units that wait for a subnet's epoch, by who will get them.</summary>
internal readonly record struct PendingAlpha(ulong Miners, ulong Validators, ulong Root, ulong OwnerCut)
{
    /// <summary>What consensus splits: all but the owner's cut.</summary>
    public ulong ForEpoch => Miners + Validators + Root;

    public static PendingAlpha operator +(PendingAlpha a, PendingAlpha b) =>
        new(a.Miners + b.Miners, a.Validators + b.Validators, a.Root + b.Root, a.OwnerCut + b.OwnerCut);
}
