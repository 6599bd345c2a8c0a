namespace Souk.Simulation.Numerics;

/// <summary>The unevaluated sum of two doubles: about 106 significant bits.</summary>
/// <remarks>
/// Sources: Dekker, "A floating-point technique for extending the available precision", Numerische Mathematik 18 (1971);
/// Knuth, TAOCP 2, 4.2.2. Exact products split their factors instead of using a fused multiply-add, whose software
/// form is slow where the hardware lacks it. Factors stay below 2^996, so that a split cannot overflow.
/// </remarks>
internal readonly record struct DoubleDouble(double High, double Low)
{
    // 2^27 + 1 cuts 53 bits into 26 and 27.
    private const double Splitter = 134217729;

    /// <summary>The exact sum.</summary>
    public static DoubleDouble Sum(double a, double b)
    {
        double sum = a + b;
        double part = sum - a;
        return new DoubleDouble(sum, (a - (sum - part)) + (b - part));
    }

    /// <summary>The exact sum where |a| is at least |b|, or a is zero.</summary>
    public static DoubleDouble OrderedSum(double a, double b)
    {
        double sum = a + b;
        return new DoubleDouble(sum, b - (sum - a));
    }

    /// <summary>The exact product, unless its low part is below the smallest double.</summary>
    public static DoubleDouble Product(double a, double b)
    {
        double product = a * b;
        double scaled = Splitter * a;
        double aHigh = scaled - (scaled - a);
        double aLow = a - aHigh;
        scaled = Splitter * b;
        double bHigh = scaled - (scaled - b);
        double bLow = b - bHigh;
        double low = (((aHigh * bHigh) - product) + (aHigh * bLow) + (aLow * bHigh)) + (aLow * bLow);
        return new DoubleDouble(product, low);
    }

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble sum = Sum(a.High, b.High);
        return OrderedSum(sum.High, sum.Low + (a.Low + b.Low));
    }

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble product = Product(a.High, b.High);
        return OrderedSum(product.High, product.Low + ((a.High * b.Low) + (a.Low * b.High)));
    }
}
