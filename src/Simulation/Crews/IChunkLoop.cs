namespace Souk.Simulation.Crews;

/// <summary>Work on rows that may be done in pieces, in any order and at once.</summary>
public interface IChunkLoop
{
    /// <summary>Works on rows <paramref name="first"/> to <paramref name="end"/> − 1.</summary>
    /// <param name="worker">0 to <see cref="Crew.ThreadsMax"/> − 1; no two pieces with the same worker run at once.</param>
    void Run(int first, int end, int worker);
}
