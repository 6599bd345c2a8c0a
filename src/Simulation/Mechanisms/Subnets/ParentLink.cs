namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>A key that lends its stake on a subnet to another key, which validates with it.</summary>
/// <param name="Parent">The key that lends.</param>
/// <param name="Child">The key that validates.</param>
/// <param name="Proportion">How much of the parent's stake, in parts of 2⁶⁴ − 1.</param>
/// <param name="IsSameOwner">Whether both keys have one owner; then the child takes nothing.</param>
internal readonly record struct ParentLink(int Parent, int Child, ulong Proportion, bool IsSameOwner = false);
