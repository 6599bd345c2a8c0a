namespace Souk.Simulation.Policies;

/// <summary>What became of a day's jobs, in units of work.</summary>
/// <param name="Done">At most the capacity.</param>
/// <param name="Lost">Left because they had waited.</param>
/// <param name="Waiting">At the close.</param>
public readonly record struct JobDay(double Done, double Lost, double Waiting);

/// <summary>A fluid queue in front of a day's capacity.</summary>
public static class JobQueue
{
    /// <param name="waiting">From yesterday.</param>
    /// <param name="arrived">Today.</param>
    /// <param name="capacity">Of the day.</param>
    /// <param name="impatience">Share of those not served that leaves at the close.</param>
    public static JobDay Serve(double waiting, double arrived, double capacity, double impatience)
    {
        double asked = waiting + arrived;
        double done = Math.Min(asked, capacity);
        double lost = (asked - done) * impatience;
        return new JobDay(done, lost, asked - done - lost);
    }

    /// <summary>Days that a job waits by Little's law; 0 where nothing is served.</summary>
    public static double WaitDays(double waiting, double done) => done > 0 ? waiting / done : 0;
}
