using System.Numerics;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets;
using Souk.Simulation.Mechanisms.Burns;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Mechanisms.BuyBacks;

/// <summary>What a buy-back spent and got, base units.</summary>
public readonly record struct BuyBackResult(Int128 Spent, Int128 Bought);

/// <summary>Buys tokens from a constant-product pool with a budget, as long as the price stays under a cap.</summary>
/// <remarks>
/// The price is the pool's after the purchase, money per token, as a fraction of base units: exact. Spends the most that
/// keeps it at or below the cap; what is not spent stays in the budget. Cost: about 110 evaluations of the swap.
/// </remarks>
public sealed record BuyBack
{
    /// <param name="capMoney">The cap is this much money, in base units, …</param>
    /// <param name="capTokens">… for this many base units of the token.</param>
    public BuyBack(Int128 capMoney, Int128 capTokens)
    {
        Require.Amount(capMoney);
        Require.Between(capTokens, 1, BaseUnits.AmountMax, "a price needs tokens");
        CapMoney = capMoney;
        CapTokens = capTokens;
    }

    public Int128 CapMoney { get; }

    public Int128 CapTokens { get; }

    /// <summary>How much a budget buys at most under the cap, from a constant-product pool.</summary>
    public BuyBackResult Plan(Int128 budget, Int128 moneyReserve, Int128 tokenReserve, int feeBasisPoints)
    {
        Int128 Bought(Int128 money) => ConstantProductPool.AmountOut(money, moneyReserve, tokenReserve, feeBasisPoints);
        return Plan(budget, Bought, money => ((BigInteger)moneyReserve + money, tokenReserve - Bought(money)));
    }

    /// <summary>How much a budget buys at most under the cap, wherever a quote comes from.</summary>
    /// <param name="bought">Tokens for an amount of money.</param>
    /// <param name="priceAfter">The price at the margin once that money is spent: money over tokens, base units.</param>
    public BuyBackResult Plan(
        Int128 budget,
        Func<Int128, Int128> bought,
        Func<Int128, (BigInteger Money, BigInteger Tokens)> priceAfter
    )
    {
        Require.Amount(budget);
        bool IsWithinCap(Int128 money)
        {
            (BigInteger numerator, BigInteger divisor) = priceAfter(money);
            return numerator * CapTokens <= CapMoney * divisor;
        }

        if (!IsWithinCap(0))
        {
            return default;
        }

        (Int128 affordable, Int128 tooMuch) = (0, budget + 1);
        while (tooMuch - affordable > 1)
        {
            Int128 middle = affordable + ((tooMuch - affordable) / 2);
            (affordable, tooMuch) = IsWithinCap(middle) ? (middle, tooMuch) : (affordable, middle);
        }

        return new BuyBackResult(affordable, affordable == 0 ? 0 : bought(affordable));
    }

    /// <summary>Spends from an account and burns, sinks or keeps what it bought.</summary>
    /// <param name="payer">Holds the budget and receives the tokens.</param>
    /// <param name="pool">The account whose balances are the reserves.</param>
    /// <param name="place">Null keeps the tokens with the payer, such as a treasury.</param>
    public BuyBackResult Post(
        TokenLedger ledger,
        (int Money, int Token) tokens,
        int payer,
        int pool,
        int feeBasisPoints,
        BurnPlace? place,
        int deadAddress
    )
    {
        BuyBackResult plan = Plan(
            ledger.Balance(tokens.Money, payer),
            ledger.Balance(tokens.Money, pool),
            ledger.Balance(tokens.Token, pool),
            feeBasisPoints
        );
        ledger.Transfer(tokens.Money, payer, pool, plan.Spent);
        ledger.Transfer(tokens.Token, pool, payer, plan.Bought);
        if (place is { } burn)
        {
            Burn.Post(ledger, tokens.Token, payer, plan.Bought, burn, deadAddress);
        }

        return plan;
    }
}
