namespace Souk.Simulation.Scenarios;

/// <summary>The one place where amounts become numbers and numbers become amounts.</summary>
public static class BaseUnits
{
    /// <summary>No amount may exceed this, so that products with fees and weights stay exact.</summary>
    public static readonly Int128 AmountMax = One(33);

    /// <summary>Ten to the power <paramref name="decimals"/>: base units in one token.</summary>
    public static Int128 One(int decimals)
    {
        Int128 one = 1;
        for (int i = 0; i < decimals; i++)
        {
            one *= 10;
        }

        return one;
    }

    /// <summary>Whole tokens as a number, for prices and metrics only.</summary>
    public static double ToNumber(Int128 amount, int decimals) => (double)amount / (double)One(decimals);

    /// <summary>Base units for a number of tokens, rounded down.</summary>
    /// <exception cref="OverflowException">Beyond <see cref="AmountMax"/>, or not a number.</exception>
    public static Int128 FromNumber(double tokens, int decimals)
    {
        double amount = Math.Floor(tokens * (double)One(decimals));
        return amount >= 0 && amount <= (double)AmountMax
            ? (Int128)amount
            : throw new OverflowException(
                $"{Parameter.Text(tokens)} tokens are not between 0 and {AmountMax} base units."
            );
    }
}
