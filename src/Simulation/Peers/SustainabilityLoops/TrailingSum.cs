namespace Souk.Simulation.Peers.SustainabilityLoops;

/// <summary>The sum of the last values, however many there were, in constant time.</summary>
/// <remarks>
/// Only ever adds, so no rounding error builds up: values come in blocks as long as the window; the sum is what the
/// present block has so far and the rest of the block before it.
/// </remarks>
public sealed class TrailingSum
{
    private readonly double[] _values;
    private readonly double[] _rests;
    private int _filled;
    private double _present;

    /// <param name="length">How many values the window holds, at least 1.</param>
    public TrailingSum(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _values = new double[length];
        _rests = new double[length + 1];
    }

    /// <summary>The last values; those before the first are zero.</summary>
    public double Sum => _present + _rests[_filled];

    /// <summary>The value that left last.</summary>
    public double Dropped { get; private set; }

    public void Add(double value)
    {
        Dropped = _values[_filled];
        _values[_filled] = value;
        _present += value;
        _filled++;
        if (_filled == _values.Length)
        {
            CloseBlock();
        }
    }

    private void CloseBlock()
    {
        for (int i = _values.Length - 1; i >= 0; i--)
        {
            _rests[i] = _rests[i + 1] + _values[i];
        }

        _filled = 0;
        _present = 0;
    }
}
