using Souk.Simulation.Slots;

namespace Souk.Simulation.Assemblies;

/// <summary>People who buy, as parts that measure volume see them.</summary>
internal interface ITurnover
{
    /// <summary>What whoever reads the numbers has to declare.</summary>
    Slot[] TurnoverSlots { get; }

    /// <summary>What was bought on the day, USD.</summary>
    double TurnoverUsd { get; }

    /// <summary>Of it, what buyer and seller paid to themselves.</summary>
    double SelfDealtUsd => 0;
}
