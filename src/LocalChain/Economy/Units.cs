using System.Numerics;

namespace Souk.LocalChain.Economy;

/// <summary>Whole tokens in base units.</summary>
internal static class Units
{
    private static readonly BigInteger Ten18 = BigInteger.Pow(10, 18);
    private static readonly BigInteger Ten8 = BigInteger.Pow(10, 8);
    private static readonly BigInteger Ten6 = BigInteger.Pow(10, 6);

    /// <summary>What an unlimited allowance is.</summary>
    public static readonly BigInteger Unlimited = BigInteger.Pow(2, 256) - 1;

    public static BigInteger Masa(long tokens) => tokens * Ten18;

    public static BigInteger Sahara(long tokens) => tokens * Ten18;

    public static BigInteger Orai(long tokens) => tokens * Ten18;

    public static BigInteger Ocean(long tokens) => tokens * Ten18;

    public static BigInteger Agix(long tokens) => tokens * Ten8;

    public static BigInteger Usdc(long dollars) => dollars * Ten6;

    /// <summary>Rounds down.</summary>
    public static BigInteger PerMille(BigInteger amount, int perMille) => amount * perMille / 1000;
}
