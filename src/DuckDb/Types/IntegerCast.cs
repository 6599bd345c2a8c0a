using System.Numerics;

namespace Souk.DuckDb.Types;

/// <summary>Checked conversion between a stored integer and whatever integer a caller works with. The comparisons of
/// types are constants to the compiler, so one branch remains.</summary>
internal static class IntegerCast
{
    /// <returns>False when <typeparamref name="T"/> is no integer type.</returns>
    /// <exception cref="OverflowException">The value does not fit.</exception>
    public static bool TryTo<TStored, T>(TStored stored, out T value)
        where TStored : struct, IBinaryInteger<TStored>
    {
        if (typeof(T) == typeof(TStored))
        {
            value = (T)(object)stored;
            return true;
        }

        return TryToSigned(stored, out value) || TryToUnsigned(stored, out value);
    }

    /// <returns>False when <typeparamref name="T"/> is no integer type.</returns>
    /// <exception cref="OverflowException">The value does not fit.</exception>
    public static bool TryFrom<T, TStored>(T value, out TStored stored)
        where TStored : struct, IBinaryInteger<TStored>
    {
        TStored? found =
            typeof(T) == typeof(TStored) ? (TStored)(object)value!
            : typeof(T) == typeof(int) ? TStored.CreateChecked((int)(object)value!)
            : typeof(T) == typeof(long) ? TStored.CreateChecked((long)(object)value!)
            : typeof(T) == typeof(Int128) ? TStored.CreateChecked((Int128)(object)value!)
            : typeof(T) == typeof(BigInteger) ? TStored.CreateChecked((BigInteger)(object)value!)
            : typeof(T) == typeof(uint) ? TStored.CreateChecked((uint)(object)value!)
            : typeof(T) == typeof(ulong) ? TStored.CreateChecked((ulong)(object)value!)
            : typeof(T) == typeof(UInt128) ? TStored.CreateChecked((UInt128)(object)value!)
            : typeof(T) == typeof(sbyte) ? TStored.CreateChecked((sbyte)(object)value!)
            : typeof(T) == typeof(short) ? TStored.CreateChecked((short)(object)value!)
            : typeof(T) == typeof(byte) ? TStored.CreateChecked((byte)(object)value!)
            : typeof(T) == typeof(ushort) ? TStored.CreateChecked((ushort)(object)value!)
            : null;
        stored = found.GetValueOrDefault();
        return found.HasValue;
    }

    private static bool TryToSigned<TStored, T>(TStored stored, out T value)
        where TStored : struct, IBinaryInteger<TStored>
    {
        value =
            typeof(T) == typeof(int) ? (T)(object)int.CreateChecked(stored)
            : typeof(T) == typeof(long) ? (T)(object)long.CreateChecked(stored)
            : typeof(T) == typeof(Int128) ? (T)(object)Int128.CreateChecked(stored)
            : typeof(T) == typeof(BigInteger) ? (T)(object)BigInteger.CreateChecked(stored)
            : typeof(T) == typeof(sbyte) ? (T)(object)sbyte.CreateChecked(stored)
            : typeof(T) == typeof(short) ? (T)(object)short.CreateChecked(stored)
            : default!;
        return typeof(T) == typeof(int)
            || typeof(T) == typeof(long)
            || typeof(T) == typeof(Int128)
            || typeof(T) == typeof(BigInteger)
            || typeof(T) == typeof(sbyte)
            || typeof(T) == typeof(short);
    }

    private static bool TryToUnsigned<TStored, T>(TStored stored, out T value)
        where TStored : struct, IBinaryInteger<TStored>
    {
        value =
            typeof(T) == typeof(byte) ? (T)(object)byte.CreateChecked(stored)
            : typeof(T) == typeof(ushort) ? (T)(object)ushort.CreateChecked(stored)
            : typeof(T) == typeof(uint) ? (T)(object)uint.CreateChecked(stored)
            : typeof(T) == typeof(ulong) ? (T)(object)ulong.CreateChecked(stored)
            : typeof(T) == typeof(UInt128) ? (T)(object)UInt128.CreateChecked(stored)
            : default!;
        return typeof(T) == typeof(byte)
            || typeof(T) == typeof(ushort)
            || typeof(T) == typeof(uint)
            || typeof(T) == typeof(ulong)
            || typeof(T) == typeof(UInt128);
    }
}
