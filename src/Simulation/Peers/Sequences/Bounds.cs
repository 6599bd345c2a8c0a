namespace Souk.Simulation.Peers.Sequences;

/// <summary>Refuses parameters that a model cannot mean.</summary>
internal static class Bounds
{
    /// <summary>A finite number between two others, which are allowed themselves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void Within(double value, double min, double max, string name)
    {
        if (!double.IsFinite(value) || value < min || value > max)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value} and must be from {min} to {max}.");
        }
    }

    /// <summary>A finite number above another.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void Above(double value, double limit, string name)
    {
        if (!double.IsFinite(value) || value <= limit)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value} and must be above {limit}.");
        }
    }

    public static void NotNegative(double value, string name) => Within(value, 0, double.MaxValue, name);

    public static void Share(double value, string name) => Within(value, 0, 1, name);

    /// <summary>Every value of a course lies between two numbers.</summary>
    public static void Within(Course course, double min, double max, string name)
    {
        ArgumentNullException.ThrowIfNull(course, name);
        foreach (double value in course.Values)
        {
            Within(value, min, max, name);
        }
    }
}
