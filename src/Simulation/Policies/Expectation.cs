namespace Souk.Simulation.Policies;

/// <summary>What people believe that tomorrow brings.</summary>
public enum Expectation
{
    /// <summary>An average that forgets at a stated rate.</summary>
    Adaptive,

    /// <summary>As today; the bound of an average that forgets at once.</summary>
    Myopic,

    /// <summary>What will be paid if all others know it, too; the bound of full information.</summary>
    Perfect,
}

/// <summary>How beliefs follow what happened.</summary>
public static class ExpectationPolicy
{
    /// <summary>A belief after one more observation; <see cref="Expectation.Perfect"/> is worked out by its kind instead.</summary>
    public static double Next(Expectation mode, double rate, double belief, double observed) =>
        mode == Expectation.Adaptive ? belief + (rate * (observed - belief)) : observed;
}
