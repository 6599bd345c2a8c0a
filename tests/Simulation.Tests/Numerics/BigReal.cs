using System.Numerics;

namespace Souk.Simulation.Tests.Numerics;

/// <summary>Mantissa × 2^Exponent with as many bits as asked: the reference for functions of doubles.</summary>
/// <remarks>
/// Series over integers that share nothing with the code under test. The rest of each is far below 2^-<c>FractionBits</c>
/// times a few hundred, so that some 290 bits, or 87 digits, are right.
/// </remarks>
internal readonly record struct BigReal(BigInteger Mantissa, int Exponent)
{
    private const int FractionBits = 300;

    public static BigReal Exp(double x)
    {
        int bits = FractionBits + Extra(x);
        return Exp(Fixed(x, bits), bits);
    }

    public static BigReal ExpM1(double x)
    {
        int bits = FractionBits + Extra(x);
        BigReal power = Exp(Fixed(x, bits), bits);
        return new BigReal(Shift(power.Mantissa, power.Exponent + bits) - (BigInteger.One << bits), -bits);
    }

    public static BigReal Log(double x)
    {
        int exponent = Math.ILogB(x);
        int bits = FractionBits;
        BigInteger mantissa = Fixed(Math.ScaleB(x, -exponent), bits);
        return new BigReal(Log(mantissa, bits) + (exponent * Ln2(bits)), -bits);
    }

    public static BigReal LogP1(double x)
    {
        int bits = FractionBits + Extra(x);
        return new BigReal(Log((BigInteger.One << bits) + Fixed(x, bits), bits), -bits);
    }

    public static BigReal Log2(double x) => new((Log(x).Mantissa << FractionBits) / Ln2(FractionBits), -FractionBits);

    public static BigReal Pow(double x, double y)
    {
        int bits = FractionBits + 100;
        int exponent = Math.ILogB(x);
        BigInteger logarithm = Log(Fixed(Math.ScaleB(x, -exponent), bits), bits) + (exponent * Ln2(bits));

        // A double is an integer times a power of two; the product is exact.
        int scale = 52 - Math.ILogB(y);
        return Exp(Shift(logarithm * Fixed(Math.ScaleB(y, scale), 0), -scale), bits);
    }

    /// <summary>How far the normal distribution function at <paramref name="x"/> is from a probability, over its density.</summary>
    public static BigReal NormalError(double x, double probability)
    {
        int bits = FractionBits + 100;
        BigInteger one = BigInteger.One << bits;
        BigInteger square = Shift(BigInteger.Pow(Fixed(x, bits), 2), -bits);
        BigReal power = Exp(-square / 2, bits);
        BigInteger root = SquareRoot((2 * Pi(bits)) << bits);
        BigInteger density = (Shift(power.Mantissa, power.Exponent + bits) << bits) / root;

        // The distribution function is 1/2 + density (x + x³/3 + x⁵/(3·5) + …).
        BigInteger term = Fixed(x, bits);
        BigInteger sum = term;
        for (int divisor = 3; !term.IsZero && !(term == -1); divisor += 2)
        {
            term = Shift(term * square, -bits) / divisor;
            sum += term;
        }

        BigInteger distance = (one / 2) + Shift(density * sum, -bits) - Fixed(probability, bits);
        return new BigReal((distance << bits) / density, -bits);
    }

    /// <summary>The distance of a double in units of this number's last place, subnormal places included.</summary>
    public double UlpsTo(double value)
    {
        int place = Math.Max((int)(BigInteger.Abs(Mantissa).GetBitLength() - 1) + Exponent - 52, -1074);
        int bits = Math.Max(-Exponent, 1074);
        BigInteger distance = Fixed(value, bits) - Shift(Mantissa, Exponent + bits);
        return Math.Abs(Ratio(distance, place + bits));
    }

    /// <summary>The number as units of the last place of a double.</summary>
    public double InUlpsOf(double value) => Math.Abs(Ratio(Mantissa, Math.ILogB(value) - 52 - Exponent));

    /// <summary>Rounded to 2^-60.</summary>
    public double ToDouble() => (double)Shift(Mantissa, Exponent + 60) / (1L << 60);

    // Divided by 2^shift, with 20 bits behind the point.
    private static double Ratio(BigInteger value, int shift) => (double)Shift(value, 20 - shift) / (1 << 20);

    private static BigReal Exp(BigInteger x, int bits)
    {
        BigInteger ln2 = Ln2(bits);
        BigInteger power = BigInteger.Divide(x - (x.Sign < 0 ? ln2 : 0), ln2);
        BigInteger rest = x - (power * ln2);
        BigInteger term = BigInteger.One << bits;
        BigInteger sum = term;
        for (int k = 1; !term.IsZero; k++)
        {
            term = Shift(term * rest, -bits) / k;
            sum += term;
        }

        return new BigReal(sum, (int)power - bits);
    }

    private static BigInteger Log(BigInteger x, int bits)
    {
        int exponent = (int)x.GetBitLength() - 1 - bits;
        BigInteger one = BigInteger.One << bits;

        // Near one no power of two is taken out, so that nothing cancels.
        BigInteger mantissa = exponent == -1 ? x : Shift(x, -exponent);
        int taken = exponent == -1 ? 0 : exponent;
        return ArtanhTwice(((mantissa - one) << bits) / (mantissa + one), bits) + (taken == 0 ? 0 : taken * Ln2(bits));
    }

    private static BigInteger Ln2(int bits) => ArtanhTwice((BigInteger.One << bits) / 3, bits);

    private static BigInteger ArtanhTwice(BigInteger s, int bits)
    {
        BigInteger square = Shift(s * s, -bits);
        BigInteger power = BigInteger.Abs(s);
        BigInteger sum = power;
        for (int k = 3; !power.IsZero; k += 2)
        {
            power = Shift(power * square, -bits);
            sum += power / k;
        }

        return 2 * s.Sign * sum;
    }

    // Machin: π = 16 arctan(1/5) - 4 arctan(1/239).
    private static BigInteger Pi(int bits) => (16 * ArctanOfInverse(5, bits)) - (4 * ArctanOfInverse(239, bits));

    private static BigInteger ArctanOfInverse(int inverse, int bits)
    {
        BigInteger power = (BigInteger.One << bits) / inverse;
        BigInteger sum = power;
        for (int k = 3; !power.IsZero; k += 2)
        {
            power = -power / (inverse * inverse);
            sum += power / k;
        }

        return sum;
    }

    private static BigInteger SquareRoot(BigInteger value)
    {
        BigInteger root = BigInteger.One << ((int)(value.GetBitLength() / 2) + 1);
        while (true)
        {
            BigInteger next = (root + (value / root)) / 2;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }

    private static int Extra(double x) => x == 0 ? 0 : Math.Max(0, -Math.ILogB(x));

    private static BigInteger Fixed(double x, int bits)
    {
        if (x == 0)
        {
            return 0;
        }

        int exponent = Math.Max(Math.ILogB(x), -1022) - 52;
        return Shift((BigInteger)Math.ScaleB(x, -exponent), exponent + bits);
    }

    private static BigInteger Shift(BigInteger value, int bits) => bits >= 0 ? value << bits : value >> -bits;
}
