using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets.Sales;

/// <summary>A sale of new tokens at a fixed price to buyers who deposited what they would spend.</summary>
/// <remarks>Tokens sold never exceed the supply, and deposits equal what is raised and what is refunded, exactly.</remarks>
public static class TokenSale
{
    /// <summary>Serves buyers in the order of the column until the supply is gone.</summary>
    /// <param name="terms">What is offered.</param>
    /// <param name="deposits">Base units of the payment, a buyer each.</param>
    /// <param name="tokens">Receives base units of the token.</param>
    /// <param name="refunds">Receives base units of the payment.</param>
    /// <exception cref="ArgumentException">Columns of different lengths.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative deposit, supply or cap, or a price that is not above zero.</exception>
    public static SaleOutcome FirstCome(
        SaleTerms terms,
        ReadOnlySpan<Int128> deposits,
        Span<Int128> tokens,
        Span<Int128> refunds
    )
    {
        Int128 wanted = Want(terms, deposits, tokens, refunds);
        Int128 left = terms.Supply;
        for (int i = 0; i < tokens.Length; i++)
        {
            tokens[i] = Int128.Min(tokens[i], left);
            left -= tokens[i];
        }

        return Settle(terms, wanted, deposits, tokens, refunds);
    }

    /// <summary>Serves all buyers in proportion to what they want; what does not divide goes to the largest remainders.</summary>
    /// <remarks>Of equal remainders the lower index gets the unit.</remarks>
    /// <param name="terms">What is offered.</param>
    /// <param name="deposits">Base units of the payment, a buyer each.</param>
    /// <param name="tokens">Receives base units of the token.</param>
    /// <param name="refunds">Receives base units of the payment.</param>
    /// <exception cref="ArgumentException">Columns of different lengths.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative deposit, supply or cap, or a price that is not above zero.</exception>
    public static SaleOutcome ProRata(
        SaleTerms terms,
        ReadOnlySpan<Int128> deposits,
        Span<Int128> tokens,
        Span<Int128> refunds
    )
    {
        Int128 wanted = Want(terms, deposits, tokens, refunds);
        if (wanted > terms.Supply)
        {
            Divide(terms.Supply, wanted, tokens);
        }

        return Settle(terms, wanted, deposits, tokens, refunds);
    }

    private static Int128 Want(
        SaleTerms terms,
        ReadOnlySpan<Int128> deposits,
        Span<Int128> tokens,
        ReadOnlySpan<Int128> refunds
    )
    {
        terms.Check();
        if (tokens.Length != deposits.Length || refunds.Length != deposits.Length)
        {
            throw new ArgumentException("Deposits, tokens and refunds are columns of the same buyers.", nameof(tokens));
        }

        Int128 wanted = 0;
        for (int i = 0; i < deposits.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(deposits[i], nameof(deposits));
            tokens[i] = terms.Wanted(deposits[i]);
            wanted += tokens[i];
        }

        return wanted;
    }

    private static void Divide(Int128 supply, Int128 wanted, Span<Int128> tokens)
    {
        UInt128[] remainders = new UInt128[tokens.Length];
        int[] order = new int[tokens.Length];
        Int128 left = supply;
        for (int i = 0; i < tokens.Length; i++)
        {
            UInt128 part = WideMath.MultiplyDivide(
                (UInt128)tokens[i],
                (UInt128)supply,
                (UInt128)wanted,
                out remainders[i]
            );
            tokens[i] = (Int128)part;
            left -= tokens[i];
            order[i] = i;
        }

        Array.Sort(
            order,
            (a, b) => remainders[a] != remainders[b] ? remainders[b].CompareTo(remainders[a]) : a.CompareTo(b)
        );
        for (int i = 0; i < (int)left; i++)
        {
            tokens[order[i]]++;
        }
    }

    private static SaleOutcome Settle(
        SaleTerms terms,
        Int128 wanted,
        ReadOnlySpan<Int128> deposits,
        ReadOnlySpan<Int128> tokens,
        Span<Int128> refunds
    )
    {
        (Int128 sold, Int128 raised, Int128 refunded, Int128 unlocked) = (0, 0, 0, 0);
        for (int i = 0; i < deposits.Length; i++)
        {
            Int128 cost = terms.Cost(tokens[i]);
            refunds[i] = deposits[i] - cost;
            sold += tokens[i];
            raised += cost;
            refunded += refunds[i];
            unlocked += terms.UnlockedAtStart.Of(tokens[i]);
        }

        double oversubscription = wanted == 0 ? 0 : (double)wanted / (double)terms.Supply;
        return new(wanted, sold, raised, refunded, unlocked, oversubscription);
    }
}
