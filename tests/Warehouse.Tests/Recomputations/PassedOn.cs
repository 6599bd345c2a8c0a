using System.Numerics;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>What the payee of a price passes on of it, as the payee would book it: leg by leg.</summary>
internal static class PassedOn
{
    /// <param name="legs">Prices and royalties in the order of their logs. Of one deal are those of one transaction and token that one
    /// party was paid or paid.</param>
    /// <returns>Of each price what goes on out of it, of each royalty nothing.</returns>
    public static BigInteger[] Of<TDeal>(IReadOnlyList<(TDeal Deal, bool IsPrice, BigInteger Amount)> legs)
        where TDeal : notnull
    {
        BigInteger[] passed = new BigInteger[legs.Count];
        foreach (IGrouping<TDeal, int> deal in Enumerable.Range(0, legs.Count).GroupBy(leg => legs[leg].Deal))
        {
            List<int> sales = [];
            BigInteger beyond = 0;
            foreach (int leg in deal)
            {
                if (legs[leg].IsPrice)
                {
                    sales.Add(leg);
                }
                else if (sales.Count > 0)
                {
                    beyond += legs[leg].Amount - Take(sales[^1], legs[leg].Amount);
                }
            }

            foreach (int sale in sales)
            {
                beyond -= Take(sale, beyond);
            }
        }

        return passed;

        BigInteger Take(int sale, BigInteger amount)
        {
            BigInteger taken = BigInteger.Min(amount, legs[sale].Amount - passed[sale]);
            passed[sale] += taken;
            return taken;
        }
    }
}
