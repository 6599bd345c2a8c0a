namespace Souk.Simulation.Policies;

/// <summary>Divides a day's tasks among workers in proportion to the minutes that they offer, in whole tasks.</summary>
/// <remarks>
/// Worker i gets floor(C(i)·n/M) − floor(C(i−1)·n/M) of n tasks, where C adds up minutes by row and M is their sum: within one
/// task of the exact share, and n in all.
/// </remarks>
public struct TaskDivision
{
    private readonly ulong _tasks;
    private readonly ulong _minutes;
    private ulong _before;
    private ulong _given;

    /// <param name="tasks">To give out; below 2^31.</param>
    /// <param name="minutes">Offered by all workers; below 2^32 times as many.</param>
    public TaskDivision(long tasks, ulong minutes)
    {
        _tasks = (ulong)tasks;
        _minutes = minutes;
    }

    /// <summary>How many of the tasks can be done: all, or as many as the offered minutes allow.</summary>
    /// <param name="minutesWanted">That all tasks of all types take together.</param>
    public static long Feasible(long tasks, double minutesWanted, ulong minutesOffered) =>
        minutesWanted <= minutesOffered ? tasks : (long)(tasks * (minutesOffered / minutesWanted));

    /// <summary>Tasks of the next worker, by row.</summary>
    public uint Next(uint minutes)
    {
        if (_minutes == 0)
        {
            return 0;
        }

        _before += minutes;
        ulong reached = (ulong)((UInt128)_before * _tasks / _minutes);
        uint mine = (uint)(reached - _given);
        _given = reached;
        return mine;
    }
}
