namespace Souk.Simulation.Blueprints;

/// <summary>What becomes of a parameter where each agent stands for one instead of many.</summary>
public enum PopulationScale
{
    /// <summary>It stays: it is of all agents together, or of none.</summary>
    Whole,

    /// <summary>It counts agents or what each does of its own, and grows by their weight.</summary>
    Agents,

    /// <summary>It is of each agent, who stood for many, and is divided by their weight.</summary>
    Each,

    /// <summary>It names a part, and what counts or is of each agent here goes by that part's weight.</summary>
    Shares,

    /// <summary>
    /// Where it is stated, the agents that are named go on standing for many, because the rule hangs on how many they are:
    /// those that it names itself, or else those that the part shares the weight of.
    /// </summary>
    Keeps,
}
