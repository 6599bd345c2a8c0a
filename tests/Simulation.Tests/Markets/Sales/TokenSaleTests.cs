using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Markets.Sales;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Markets.Sales;

public class TokenSaleTests
{
    // Two payment units buy three tokens; a tenth is free at the start.
    private static readonly SaleTerms Terms = new(
        Supply: 100,
        PricePaid: 2,
        PriceTokens: 3,
        CapPerBuyer: 60,
        UnlockedAtStart: new Share(0.1)
    );

    [Fact]
    public void Who_comes_first_is_served_first()
    {
        Int128[] tokens = new Int128[4];
        Int128[] refunds = new Int128[4];

        SaleOutcome outcome = TokenSale.FirstCome(Terms, [20, 100, 21, 5], tokens, refunds);

        // Wanted 30, 60 (of 150), 31, 7; the third gets what is left and pays 7 for 10 tokens.
        tokens.ShouldBe([30, 60, 10, 0]);
        refunds.ShouldBe([0, 60, 14, 5]);
        outcome.ShouldBe(new SaleOutcome(128, 100, 67, 79, 3 + 6 + 1, 1.28));
    }

    [Fact]
    public void All_are_served_in_proportion_and_the_sum_is_exact()
    {
        Int128[] tokens = new Int128[4];
        Int128[] refunds = new Int128[4];

        SaleOutcome outcome = TokenSale.ProRata(Terms, [20, 100, 21, 5], tokens, refunds);

        // 30, 60, 31 and 7 of 128 wanted: 23.4375, 46.875, 24.21875 and 5.46875 of 100; the units go to .875 and .46875.
        tokens.ShouldBe([23, 47, 24, 6]);
        refunds.ShouldBe([20 - 16, 100 - 32, 21 - 16, 5 - 4]);
        outcome.Sold.ShouldBe(100);
        outcome.Oversubscription.ShouldBe(1.28);
    }

    [Fact]
    public void Of_equal_remainders_the_lower_index_gets_the_unit()
    {
        Int128[] tokens = new Int128[3];
        Int128[] refunds = new Int128[3];

        TokenSale.ProRata(Terms, [40, 40, 40], tokens, refunds);

        tokens.ShouldBe([34, 33, 33]);
    }

    [Fact]
    public void A_sale_that_is_not_full_gives_everyone_what_they_want()
    {
        Int128[] tokens = new Int128[2];
        Int128[] refunds = new Int128[2];

        SaleOutcome outcome = TokenSale.ProRata(Terms, [10, 11], tokens, refunds);

        tokens.ShouldBe([15, 16]);
        refunds.ShouldBe([0, 0]);
        outcome.Oversubscription.ShouldBe(0.31);
    }

    [Fact]
    public void Deposits_equal_what_is_raised_and_refunded_and_no_one_pays_more_than_the_price_rounded_up()
    {
        Prop.ForAll<uint[], ushort, bool>(
                (given, supply, isFirstCome) =>
                {
                    Int128[] deposits = [.. given.Select(deposit => (Int128)deposit)];
                    Int128[] tokens = new Int128[deposits.Length];
                    Int128[] refunds = new Int128[deposits.Length];
                    SaleTerms terms = Terms with
                    {
                        Supply = supply,
                        PricePaid = 7,
                        PriceTokens = 5,
                        CapPerBuyer = 9_999,
                    };

                    SaleOutcome outcome = isFirstCome
                        ? TokenSale.FirstCome(terms, deposits, tokens, refunds)
                        : TokenSale.ProRata(terms, deposits, tokens, refunds);

                    return Sum(deposits) == outcome.Raised + outcome.Refunded
                        && outcome.Sold == Sum(tokens)
                        && outcome.Sold == Int128.Min(supply, outcome.Wanted)
                        && Sum(refunds) == outcome.Refunded
                        && Enumerable
                            .Range(0, deposits.Length)
                            .All(i => refunds[i] >= 0 && IsRoundedUp(deposits[i] - refunds[i], tokens[i]));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Senseless_terms_are_refused()
    {
        Int128[] one = new Int128[1];

        Should.Throw<ArgumentException>(() => TokenSale.ProRata(Terms, [1, 2], one, one));
        Should.Throw<ArgumentOutOfRangeException>(() => TokenSale.ProRata(Terms, [-1], one, one));
        Should.Throw<ArgumentOutOfRangeException>(() =>
            TokenSale.FirstCome(Terms with { PricePaid = 0 }, [1], one, one)
        );
        Should.Throw<ArgumentOutOfRangeException>(() => TokenSale.FirstCome(Terms with { Supply = -1 }, [1], one, one));
    }

    // Seven payment units buy five tokens.
    private static bool IsRoundedUp(Int128 paid, Int128 tokens) =>
        paid * 5 >= tokens * 7 && (paid - 1) * 5 < tokens * 7;

    private static Int128 Sum(Int128[] column) => column.Aggregate(Int128.Zero, (sum, part) => sum + part);
}
