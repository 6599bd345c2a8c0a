using System.Numerics;
using Souk.Simulation.Markets.ConcentratedPools;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Markets.ConcentratedPools;

/// <summary>Expected numbers: Uniswap/v3-core at d8b1c63, test/TickMath.spec.ts and its snapshot.</summary>
public class TickMathTests
{
    [Theory]
    [InlineData(-887272, "4295128739")]
    [InlineData(-887271, "4295343490")]
    [InlineData(887271, "1461373636630004318706518188784493106690254656249")]
    [InlineData(887272, "1461446703485210103287273052203988822378723970342")]
    [InlineData(0, "79228162514264337593543950336")]
    [InlineData(-50, "79030349367926598376800521322")]
    [InlineData(-100, "78833030112140176575862854579")]
    [InlineData(-250, "78244023372248365697264290337")]
    [InlineData(-500, "77272108795590369356373805297")]
    [InlineData(-1000, "75364347830767020784054125655")]
    [InlineData(-2500, "69919044979842180277688105136")]
    [InlineData(-3000, "68192822843687888778582228483")]
    [InlineData(-4000, "64867181785621769311890333195")]
    [InlineData(-5000, "61703726247759831737814779831")]
    [InlineData(-50000, "6504256538020985011912221507")]
    [InlineData(-150000, "43836292794701720435367485")]
    [InlineData(-250000, "295440463448801648376846")]
    [InlineData(-500000, "1101692437043807371")]
    [InlineData(-738203, "7409801140451")]
    [InlineData(50, "79426470787362580746886972461")]
    [InlineData(100, "79625275426524748796330556128")]
    [InlineData(250, "80224679980005306637834519095")]
    [InlineData(500, "81233731461783161732293370115")]
    [InlineData(1000, "83290069058676223003182343270")]
    [InlineData(2500, "89776708723587163891445672585")]
    [InlineData(3000, "92049301871182272007977902845")]
    [InlineData(4000, "96768528593268422080558758223")]
    [InlineData(5000, "101729702841318637793976746270")]
    [InlineData(50000, "965075977353221155028623082916")]
    [InlineData(150000, "143194173941309278083010301478497")]
    [InlineData(250000, "21246587762933397357449903968194344")]
    [InlineData(500000, "5697689776495288729098254600827762987878")]
    [InlineData(738203, "847134979253254120489401328389043031315994541")]
    public void A_tick_has_the_price_of_the_contract(int tick, string sqrtPrice)
    {
        TickMath.SqrtPriceAt(tick).ShouldBe(UInt256.Parse(sqrtPrice));
    }

    [Theory]
    [InlineData("4295128739", -887272)]
    [InlineData("4295343490", -887271)]
    [InlineData("79228162514264337593543", -276325)]
    [InlineData("79228162514264337593543950", -138163)]
    [InlineData("9903520314283042199192993792", -41591)]
    [InlineData("28011385487393069959365969113", -20796)]
    [InlineData("56022770974786139918731938227", -6932)]
    [InlineData("79228162514264337593543950336", 0)]
    [InlineData("112045541949572279837463876454", 6931)]
    [InlineData("224091083899144559674927752909", 20795)]
    [InlineData("633825300114114700748351602688", 41590)]
    [InlineData("79228162514264337593543950336000", 138162)]
    [InlineData("79228162514264337593543950336000000", 276324)]
    [InlineData("1461373636630004318706518188784493106690254656249", 887271)]
    [InlineData("1461446703485210103287273052203988822378723970341", 887271)]
    public void A_price_has_the_tick_of_the_contract(string sqrtPrice, int tick)
    {
        TickMath.TickAt(UInt256.Parse(sqrtPrice)).ShouldBe(tick);
    }

    [Fact]
    public void Every_tick_begins_at_its_price()
    {
        for (int tick = TickMath.TickMin; tick < TickMath.TickMax; tick++)
        {
            UInt256 sqrtPrice = TickMath.SqrtPriceAt(tick);

            if (
                TickMath.TickAt(sqrtPrice) != tick
                || (tick > TickMath.TickMin && TickMath.TickAt(sqrtPrice - 1) != tick - 1)
            )
            {
                Assert.Fail($"Tick {tick} does not begin at {sqrtPrice}.");
            }
        }
    }

    // sqrt(1.0001)ᵗ in 2⁻⁹⁶, by squaring with 400 bits.
    [Fact]
    public void A_price_is_the_true_root_within_a_part_in_ten_thousand_million()
    {
        const int Bits = 400;
        BigInteger step = (BigInteger.One << Bits) * 10_001 / 10_000;
        BigInteger power = BigInteger.One << Bits;
        for (int tick = 0; tick <= 80_000; tick += 2, power = (power * step) >> Bits)
        {
            BigInteger actual = TickMath.SqrtPriceAt(tick);
            BigInteger expected = power >> (Bits - 96);

            BigInteger.Abs(actual - expected).ShouldBeLessThanOrEqualTo(1 + (expected / 10_000_000_000));
        }
    }

    [Fact]
    public void What_is_no_tick_and_no_price_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => TickMath.SqrtPriceAt(-887273));
        Should.Throw<ArgumentOutOfRangeException>(() => TickMath.SqrtPriceAt(887273));
        Should.Throw<ArgumentOutOfRangeException>(() => TickMath.TickAt(TickMath.SqrtPriceMin - 1));
        Should.Throw<ArgumentOutOfRangeException>(() => TickMath.TickAt(TickMath.SqrtPriceMax));
    }
}
