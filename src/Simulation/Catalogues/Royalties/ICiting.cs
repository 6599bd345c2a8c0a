using Souk.Simulation.Ledgers;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Royalties;

/// <summary>Who makes an asset of a graph name works of their own as parts, beside what it is made of.</summary>
internal interface ICiting
{
    /// <summary>The asset that names them.</summary>
    int Asset { get; }

    /// <summary>How many works are named today, each with the weight of one.</summary>
    Counter Citations { get; }

    /// <summary>Where royalties of these works go, in the graph's token.</summary>
    Holdings Purse { get; }

    /// <summary>Base units that went there since the start.</summary>
    Amount Diverted { get; }
}
