namespace Souk.Simulation.Peers.Sequences;

/// <summary>A number that is given from outside: the same at each step, or one for each.</summary>
public sealed class Course
{
    private readonly double[] _values;

    private Course(double[] values) => _values = values;

    /// <summary>All values that it takes.</summary>
    public ReadOnlySpan<double> Values => _values;

    public static Course Constant(double value) => new([value]);

    /// <summary>The first value is that of step 1; after the end the last one stays.</summary>
    /// <exception cref="ArgumentException">No value.</exception>
    public static Course PerStep(params ReadOnlySpan<double> values) =>
        values.IsEmpty
            ? throw new ArgumentException("A course needs at least one value.", nameof(values))
            : new Course(values.ToArray());

    public static implicit operator Course(double value) => Constant(value);

    /// <param name="step">From 1.</param>
    public double At(int step) => _values[Math.Min(step, _values.Length) - 1];
}
