using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Markets.Curves;

namespace Souk.Simulation.Tests.Markets.Curves;

public class ReserveCurveTests
{
    // dOrgTech/OpenRaise, test/unit/bancorFormula.spec.ts, and hmisty/coding, blockchain/ethereum/bancor/test: answers of
    // Bancor's contract.
    [Theory]
    [InlineData(1, 1, 1, 1, 0)]
    [InlineData(1_000_000, 10_000, 1_000, 10_000, 693)]
    [InlineData(100_000_000, 1_000_000, 1_000_000, 10_000, 1_000_000)]
    [InlineData(1_000, 250, 500_000, 10, 19)]
    public void A_deposit_makes_what_Bancor_makes(int supply, int reserve, int ratio, int deposit, int tokens)
    {
        new ReserveCurve(supply, reserve, ratio).Purchase(deposit).ShouldBe(tokens);
    }

    [Fact]
    public void An_amount_costs_what_Bancor_asks()
    {
        new ReserveCurve(1_000, 250, 500_000).Cost(19).ShouldBe(10);
    }

    // Supply, reserve, ratio, deposit and tokens made, tokens and their cost, and what selling them pays: 60 digits, rounded.
    [Theory]
    [InlineData(
        "673723258272480047880945661",
        "756454379974918949372157",
        660000,
        "99209873652171935842304",
        "57087896461424488542421008",
        "5389434472762304020611072",
        "9187413043532886025416",
        "9149629840992146408226"
    )]
    [InlineData(
        "321064822261752195724894121",
        "231806109673558817290476",
        900000,
        "218032188015989382709248",
        "262019169239245123660869390",
        "161140258956839279415787520",
        "132436290012755271335383",
        "124945785192636410834131"
    )]
    [InlineData(
        "18750860089727677504873616",
        "77416876582661719072600",
        199800,
        "117401506501973948497920",
        "3796717613965864980300391",
        "6650942070636020089487360",
        "276345955198209403491747",
        "68773375870146546685205"
    )]
    [InlineData(
        "38390795626545048017952927",
        "325730127268885435253827",
        500000,
        "387468871076771633561600",
        "18416420967789176904505918",
        "21195633360192661926969344",
        "458960420930085367034125",
        "260384540723840656664299"
    )]
    [InlineData(
        "975631602248010787237548270",
        "477483400162540766076766",
        900000,
        "764850792655754169942016",
        "1331317452640460414860728935",
        "260325996509697708765741056",
        "143512981325631286064474",
        "139273037383429422171181"
    )]
    public void Results_are_the_true_ones_rounded_against_the_trader(
        string supply,
        string reserve,
        int ratio,
        string deposit,
        string made,
        string tokens,
        string cost,
        string paid
    )
    {
        ReserveCurve curve = new(Int128.Parse(supply), Int128.Parse(reserve), ratio);

        Int128 purchase = curve.Purchase(Int128.Parse(deposit));
        Int128 asked = curve.Cost(Int128.Parse(tokens));
        Int128 sale = curve.Sale(Int128.Parse(tokens));

        // The power is within 2·10⁻¹⁴ of its size, which stays below 100 in these cases.
        purchase.ShouldBeInRange(Int128.Parse(made) - Bound(curve.Supply), Int128.Parse(made));
        asked.ShouldBeInRange(Int128.Parse(cost), Int128.Parse(cost) + Bound(curve.Reserve));
        sale.ShouldBeInRange(Int128.Parse(paid) - Bound(curve.Reserve), Int128.Parse(paid));
    }

    [Fact]
    public void Buying_and_selling_never_profits()
    {
        Prop.ForAll<uint, uint, ushort>(
                (a, b, shape) =>
                {
                    ReserveCurve curve = new(
                        ((Int128)a + 1) * 1_000_003,
                        ((Int128)b + 1) * 999_983,
                        50_000 + (shape * 14)
                    );
                    Int128 deposit = curve.Reserve * (shape % 251) / 100;

                    Int128 tokens = curve.Purchase(deposit);
                    ReserveCurve after = curve with
                    {
                        Supply = curve.Supply + tokens,
                        Reserve = curve.Reserve + deposit,
                    };

                    return after.Sale(tokens) <= deposit && curve.Cost(tokens) <= deposit + Bound(curve.Reserve);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void All_tokens_are_worth_all_of_the_reserve_and_none_nothing()
    {
        ReserveCurve curve = new(1_000_000, 777, 300_000);

        curve.Sale(1_000_000).ShouldBe(777);
        curve.Sale(0).ShouldBe(0);
        curve.Purchase(0).ShouldBe(0);
        curve.Cost(0).ShouldBe(0);
    }

    [Fact]
    public void The_price_is_the_reserve_over_its_share_of_the_supply()
    {
        new ReserveCurve(1_000, 250, 500_000).Price.ShouldBe(0.5);
    }

    [Fact]
    public void A_curve_without_substance_and_impossible_amounts_are_refused()
    {
        ReserveCurve curve = new(1_000, 250, 500_000);

        Should.Throw<ArgumentOutOfRangeException>(() => curve.Purchase(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => curve.Sale(1_001));
        Should.Throw<ArgumentOutOfRangeException>(() => (curve with { Supply = 0 }).Purchase(1));
        Should.Throw<ArgumentOutOfRangeException>(() => (curve with { Reserve = 0 }).Cost(1));
        Should.Throw<ArgumentOutOfRangeException>(() => (curve with { RatioMillionths = 0 }).Purchase(1));
        Should.Throw<ArgumentOutOfRangeException>(() => (curve with { RatioMillionths = 1_000_001 }).Purchase(1));
    }

    private static Int128 Bound(Int128 whole) => (whole / 1_000_000_000_000 * 2) + 100;
}
