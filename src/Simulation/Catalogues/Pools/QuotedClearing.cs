using System.Numerics;
using Souk.Simulation.Markets;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Catalogues.Pools;

/// <summary>What a venue pays for an amount, and the most that it takes.</summary>
internal readonly record struct VenueQuote(Func<Int128, Int128> Of, Int128 Max);

/// <summary>Clears a day's orders against any venue that can say what a swap pays.</summary>
internal static class QuotedClearing
{
    /// <summary>The price at which buyers, sellers and the venue agree.</summary>
    /// <remarks>
    /// Of B money for S tokens, x passes through the venue and buys f(x), the rest is paid to sellers. One price for all
    /// means (B − x) / S = x / f(x): the left falls and the right rises with x, so the largest x at which the venue is not
    /// dearer is found by halving, in about 120 quotes. Rounded by less than a base unit of money in the sellers' favour.
    /// </remarks>
    /// <param name="price">Money over tokens in base units, at which sides match where the venue takes no more.</param>
    public static BatchClearing Clear(
        Int128 sold,
        Int128 spent,
        VenueQuote bought,
        VenueQuote proceeds,
        (BigInteger Money, BigInteger Tokens) price
    )
    {
        Int128 money = Through(spent, sold, bought);
        if (money > 0)
        {
            Int128 tokens = bought.Of(money);
            Int128 direct = Direct(spent, sold, money, tokens, bought);
            return new(sold, sold + tokens, money + direct, direct);
        }

        Int128 offered = Through(sold, spent, proceeds);
        if (offered > 0)
        {
            Int128 paid = proceeds.Of(offered);
            Int128 direct = Direct(sold, spent, offered, paid, proceeds);
            return new(offered + direct, direct, spent, spent + paid);
        }

        Int128 matchedMoney = bought.Max == 0 ? Least(spent, sold * price.Money / price.Tokens) : spent;
        Int128 matchedTokens = proceeds.Max == 0 ? Least(sold, spent * price.Tokens / price.Money) : sold;
        return new BatchClearing(matchedTokens, matchedTokens, matchedMoney, matchedMoney);
    }

    private static Int128 Through(Int128 brought, Int128 opposite, VenueQuote quote)
    {
        (Int128 low, Int128 high) = (0, Int128.Min(brought, quote.Max));
        while (low < high)
        {
            Int128 middle = high - ((high - low) / 2);
            bool isCheaper = IsProductAtLeast(quote.Of(middle), brought - middle, middle, opposite);
            (low, high) = isCheaper ? (middle, high) : (low, middle - 1);
        }

        return low > 0 && quote.Of(low) > 0 ? low : 0;
    }

    // All that does not pass through, or at a full venue what the other side is worth at the venue's price.
    private static Int128 Direct(Int128 brought, Int128 opposite, Int128 paidIn, Int128 paidOut, VenueQuote quote) =>
        paidIn < quote.Max
            ? brought - paidIn
            : Int128.Min(
                brought - paidIn,
                (Int128)WideMath.MultiplyDivideUp((UInt128)paidIn, (UInt128)opposite, (UInt128)paidOut)
            );

    private static Int128 Least(Int128 amount, BigInteger worth) => (Int128)BigInteger.Min(amount, worth);

    private static bool IsProductAtLeast(Int128 a, Int128 b, Int128 c, Int128 d) =>
        UInt256.Multiply((UInt128)a, (UInt128)b) >= UInt256.Multiply((UInt128)c, (UInt128)d);
}
