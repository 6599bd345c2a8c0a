namespace Souk.Simulation.Numerics;

/// <summary>Draws of neighbouring agents, made some hundred at a time, for loops that look at one agent after the other.</summary>
/// <param name="memory">Twice <see cref="Length"/> numbers, usually on the stack.</param>
internal ref struct DrawBuffer(Span<double> memory)
{
    public const int Length = 256;

    /// <summary>The first uniform of each agent in the buffer.</summary>
    public readonly Span<double> First = memory[..Length];

    /// <summary>The second uniform.</summary>
    public readonly Span<double> Second = memory[Length..];

    /// <summary>Where an agent's draws are; agents are asked for one after the other, from <paramref name="first"/> on.</summary>
    public readonly int IndexOf(RandomStream random, DrawKind kind, int agent, int step, int first, int end)
    {
        int index = (agent - first) % Length;
        if (index == 0)
        {
            int count = Math.Min(Length, end - agent);
            random.Fill(kind, agent, step, First[..count], Second[..count]);
        }

        return index;
    }
}
