using System.Numerics;
using System.Runtime.InteropServices;

namespace Souk.Simulation.Slots;

/// <summary>A slot with one number.</summary>
public abstract class Scalar<T> : Slot, IResult
    where T : unmanaged, INumber<T>
{
    private readonly T _initial;

    private protected Scalar(string name, T? initial)
        : base(name, initial is not null)
    {
        _initial = initial ?? T.Zero;
        Value = _initial;
    }

    /// <summary>What rules read and write.</summary>
    public T Value;

    ReadOnlySpan<byte> IResult.Bytes => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in Value));

    internal override void Reset() => Value = _initial;

    internal override object Save() => Value;

    internal override void Restore(object saved) => Value = (T)saved;

    internal override bool Differs(object saved) => !Value.Equals((T)saved);

    internal override void Disturb() => Value = Value + Value + T.One;
}

/// <summary>A price, a rate or another number that is not money. Floating point.</summary>
public sealed class Signal : Scalar<double>
{
    internal Signal(string name, double? initial)
        : base(name, initial) { }
}

/// <summary>Base units that are counted rather than held, such as what was burned so far. Exact.</summary>
public sealed class Amount : Scalar<Int128>
{
    internal Amount(string name, Int128? initial)
        : base(name, initial) { }
}

/// <summary>How many of something. Exact.</summary>
public sealed class Counter : Scalar<long>
{
    internal Counter(string name, long? initial)
        : base(name, initial) { }
}
