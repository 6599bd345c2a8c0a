namespace Souk.Simulation.Populations;

/// <summary>Names an agent for as long as it lives: its row, and how many agents had that row before.</summary>
/// <param name="Index">Row in every column of the population, counted from zero.</param>
/// <param name="Generation">Rises each time the row passes to another agent, so that an old id never means a new agent.</param>
public readonly record struct AgentId(int Index, uint Generation);
