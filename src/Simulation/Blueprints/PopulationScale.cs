namespace Souk.Simulation.Blueprints;

/// <summary>What becomes of a parameter where each agent stands for one instead of many.</summary>
public enum PopulationScale
{
    /// <summary>It stays: it is of all agents together, or of none.</summary>
    Whole,

    /// <summary>It counts agents, and grows by their weight.</summary>
    Agents,

    /// <summary>It is of each agent, who stood for many, and is divided by their weight.</summary>
    Each,
}
