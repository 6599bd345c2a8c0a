namespace Souk.Simulation.Designs;

/// <summary>Points that fill the unit cube evenly: Sobol's sequence, shifted at random by its digits.</summary>
/// <remarks>
/// Direction numbers of the first ten dimensions are those of Joe and Kuo (SIAM J. Sci. Comput. 30, 2008, new-joe-kuo-6);
/// for further ones the primitive polynomials follow in rising order and the initial numbers are drawn, as Sobol allows any
/// odd ones. Points are in Gray code order; 2^k points from the start are balanced in every dimension. A digital shift (one
/// random word per dimension, xor) keeps that and makes the estimate unbiased.
/// </remarks>
public sealed class SobolSequence
{
    /// <summary>The most dimensions.</summary>
    public const int DimensionsMax = 256;

    private const int Bits = 32;

    private static readonly uint[][] s_initialNumbers =
    [
        [1],
        [1, 3],
        [1, 3, 1],
        [1, 1, 1],
        [1, 1, 3, 3],
        [1, 3, 5, 13],
        [1, 1, 5, 5, 17],
        [1, 1, 5, 5, 5],
        [1, 1, 7, 11, 19],
    ];

    private readonly uint[][] _directions;
    private readonly uint[] _shift;
    private readonly uint[] _state;
    private uint _index;

    /// <param name="dimensions">1 to <see cref="DimensionsMax"/>.</param>
    /// <param name="seed">Of the shift; null for none: the sequence then starts with the origin.</param>
    public SobolSequence(int dimensions, uint? seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, DimensionsMax);
        _directions = new uint[dimensions][];
        _state = new uint[dimensions];
        _shift = new uint[dimensions];
        using IEnumerator<uint> polynomials = PrimitivePolynomials.All().GetEnumerator();
        for (int dimension = 0; dimension < dimensions; dimension++)
        {
            _directions[dimension] = dimension == 0 ? FirstDirections() : NextDirections(polynomials, dimension);
            _shift[dimension] = seed is { } word ? DesignDraws.Word(word, dimension, 0) : 0;
        }
    }

    /// <summary>Writes the next point: each coordinate in [0, 1).</summary>
    public void Next(Span<double> point)
    {
        for (int dimension = 0; dimension < _state.Length; dimension++)
        {
            point[dimension] = (_state[dimension] ^ _shift[dimension]) / 4294967296.0;
        }

        int flipped = System.Numerics.BitOperations.TrailingZeroCount(~_index);
        _index++;
        for (int dimension = 0; dimension < _state.Length; dimension++)
        {
            _state[dimension] ^= _directions[dimension][Math.Min(flipped, Bits - 1)];
        }
    }

    private static uint[] FirstDirections() => [.. Enumerable.Range(0, Bits).Select(bit => 1u << (Bits - 1 - bit))];

    // Bratley and Fox, Algorithm 659 (ACM TOMS 14, 1988): each number is a combination of those before, by the polynomial.
    private static uint[] NextDirections(IEnumerator<uint> polynomials, int dimension)
    {
        polynomials.MoveNext();
        uint polynomial = polynomials.Current;
        int degree = Bits - 1 - System.Numerics.BitOperations.LeadingZeroCount(polynomial);
        uint[] directions = new uint[Bits];
        for (int bit = 0; bit < Bits; bit++)
        {
            if (bit < degree)
            {
                directions[bit] = InitialNumber(dimension, bit) << (Bits - 1 - bit);
                continue;
            }

            uint direction = directions[bit - degree] ^ (directions[bit - degree] >> degree);
            for (int term = 1; term < degree; term++)
            {
                direction ^= ((polynomial >> (degree - term)) & 1) == 0 ? 0 : directions[bit - term];
            }

            directions[bit] = direction;
        }

        return directions;
    }

    private static uint InitialNumber(int dimension, int bit) =>
        dimension <= s_initialNumbers.Length
            ? s_initialNumbers[dimension - 1][bit]
            : (DesignDraws.Word(0x50B01, dimension, bit) & ((1u << (bit + 1)) - 1)) | 1;
}
