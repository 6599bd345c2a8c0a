using Souk.Simulation.Ledgers;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Assemblies;

/// <summary>People who buy or trade, as parts that measure volume see them.</summary>
internal interface ITurnover
{
    /// <summary>What whoever reads the numbers has to declare.</summary>
    Slot[] TurnoverSlots { get; }

    /// <summary>What is paid in.</summary>
    Token TurnoverToken { get; }

    /// <summary>What was bought on the day, base units.</summary>
    Int128 Turnover { get; }

    /// <summary>Of it, what buyer and seller paid to themselves.</summary>
    Int128 SelfDealt => 0;
}
