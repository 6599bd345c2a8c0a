namespace Souk.Simulation.Designs;

/// <summary>Primitive polynomials over two elements, by rising degree and coefficients; bit i is the coefficient of xⁱ.</summary>
internal static class PrimitivePolynomials
{
    private const int DegreeMax = 16;

    public static IEnumerable<uint> All()
    {
        for (int degree = 1; degree <= DegreeMax; degree++)
        {
            uint top = 1u << degree;
            for (uint polynomial = top + 1; polynomial < top << 1; polynomial += 2)
            {
                if (IsPrimitive(polynomial, degree))
                {
                    yield return polynomial;
                }
            }
        }
    }

    // x generates all non-zero remainders: its first power that is one is the last of them.
    private static bool IsPrimitive(uint polynomial, int degree)
    {
        uint order = (1u << degree) - 1;
        uint power = 1;
        for (uint exponent = 1; exponent <= order; exponent++)
        {
            power <<= 1;
            power ^= (power >> degree) == 0 ? 0 : polynomial;
            if (power == 1)
            {
                return exponent == order;
            }
        }

        return false;
    }
}
