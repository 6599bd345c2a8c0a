namespace Souk.Simulation.Numerics;

/// <summary>The draws of one agent for one decision, one after another: 64 bits a time, two from each block.</summary>
/// <remarks>
/// A method that rejects a draw takes the next one here, so that an agent's result depends on nothing but its own place
/// in the counter. A draw kind is read by index or as a sequence, never both. It ends with the counter, after 2^31
/// blocks, by an <see cref="OverflowException"/>. Mutable: pass it by reference.
/// </remarks>
public struct DrawSequence
{
    private const int UnusedBits = 11;
    private const double Resolution = 1.0 / (1L << 53);

    private readonly RandomStream _stream;
    private readonly DrawKind _kind;
    private readonly int _agent;
    private readonly int _step;
    private int _draw;
    private ulong _secondBits;
    private bool _hasSecond;

    internal DrawSequence(RandomStream stream, DrawKind kind, int agent, int step, int draw)
    {
        _stream = stream;
        _kind = kind;
        _agent = agent;
        _step = step;
        _draw = draw;
    }

    public ulong Bits()
    {
        if (_hasSecond)
        {
            _hasSecond = false;
            return _secondBits;
        }

        RandomBlock block = _stream.Draw(_kind, _agent, _step, _draw);
        _draw++;
        _secondBits = block.SecondBits;
        _hasSecond = true;
        return block.FirstBits;
    }

    /// <summary>In the open interval (0, 1), with 52 random bits.</summary>
    public double Uniform() => RandomBlock.Uniform(Bits());

    /// <summary>From 0 up to but without 1, a multiple of 2^-53.</summary>
    public double UniformOrZero() => (Bits() >> UnusedBits) * Resolution;

    /// <summary>An integer from 0 up to but without <paramref name="bound"/>, each equally likely.</summary>
    /// <remarks>Source: Lemire, "Fast random integer generation in an interval", ACM TOMACS 29(1), 2019.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The bound is zero.</exception>
    public ulong Below(ulong bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);
        ulong high = Math.BigMul(Bits(), bound, out ulong low);
        if (low < bound)
        {
            // 2^64 mod bound: as many values as would make some results likelier than others.
            ulong surplus = unchecked(0 - bound) % bound;
            while (low < surplus)
            {
                high = Math.BigMul(Bits(), bound, out low);
            }
        }

        return high;
    }
}
