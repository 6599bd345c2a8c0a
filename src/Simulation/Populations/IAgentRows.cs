namespace Souk.Simulation.Populations;

/// <summary>Something with a row per agent that follows its population as it grows and shrinks.</summary>
internal interface IAgentRows
{
    /// <summary>Makes room for rows 0 to <paramref name="count"/> − 1.</summary>
    void Grow(int count);

    /// <summary>Throws if the agent may not die yet, and changes nothing.</summary>
    void CheckFree(int index);

    /// <summary>A new agent takes a row: it starts from the initial value.</summary>
    void Clear(int index);

    /// <summary>Returns to the first <paramref name="count"/> rows, with initial values.</summary>
    void Reset(int count);
}
