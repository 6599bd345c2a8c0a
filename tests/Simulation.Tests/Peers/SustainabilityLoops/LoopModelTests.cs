using Souk.Simulation.Peers.SustainabilityLoops;

namespace Souk.Simulation.Tests.Peers.SustainabilityLoops;

public class LoopModelTests
{
    [Fact]
    public void Two_runs_give_the_same_bits_however_they_are_divided()
    {
        LoopModel whole = new(new LoopParameters());
        LoopModel parts = new(new LoopParameters());

        whole.Advance(1000);
        parts.Advance(365);
        parts.Advance(635);

        parts.StepsDone.ShouldBe(1000);
        Bits(parts.PriceUsd).ShouldBe(Bits(whole.PriceUsd));
        Bits(parts.State.BurnedTokens).ShouldBe(Bits(whole.State.BurnedTokens));
        Bits(parts.State.MonthWork.Sum).ShouldBe(Bits(whole.State.MonthWork.Sum));
    }

    [Fact]
    public void Without_burning_the_supply_never_falls()
    {
        LoopModel model = new(new LoopParameters { BurnShare = 0 });

        for (int step = 1; step <= 2000; step++)
        {
            double before = model.State.SupplyTokens;
            model.Advance(1);
            model.State.SupplyTokens.ShouldBeGreaterThanOrEqualTo(before);
        }

        model.State.BurnedTokens.ShouldBe(0);
        model.State.MintedTokens.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Without_minting_the_supply_only_falls()
    {
        LoopModel model = new(new LoopParameters { UnmintedTokens = 0 });

        for (int step = 1; step <= 1000; step++)
        {
            double before = model.State.SupplyTokens;
            model.Advance(1);
            model.State.SupplyTokens.ShouldBeLessThan(before);
        }
    }

    [Fact]
    public void What_is_burned_is_the_stated_share_of_all_revenue()
    {
        LoopParameters parameters = new() { BurnShare = 0.25 };
        LoopModel model = new(parameters);
        double revenueUsd = 0;

        for (int step = 1; step <= 500; step++)
        {
            model.Advance(1);
            LoopState state = model.State;
            // 3 % of sales and 0.1 % of swaps, which are a hundred times as much.
            revenueUsd += state.Marketplaces * state.SalesUsdPerSecond * 0.13 * 86_400;
        }

        model.State.BurnedUsd.ShouldBe(0.25 * revenueUsd, 1e-9 * revenueUsd);
    }

    [Fact]
    public void Minted_and_unminted_tokens_are_the_schedule_at_any_time()
    {
        LoopModel model = new(new LoopParameters { Minting = new RampedMinting { HalfLifeYears = 0.05 } });

        for (int step = 1; step <= 800; step++)
        {
            model.Advance(1);
            (model.State.MintedTokens + model.State.UnmintedTokens).ShouldBe(719.1e6, 1e-3);
        }

        // 34 half-lives of 0.05 years are 1.7 years.
        model.State.UnmintedTokens.ShouldBe(0);
    }

    [Fact]
    public void Treasuries_are_given_away_in_all_their_grants_and_not_before()
    {
        LoopParameters parameters = new() { CompanyGrants = new GrantProgramme(700, 70, 7, 10 * 86_400) };
        LoopModel model = new(parameters);

        model.Advance(60);
        double late = model.State.CompanyTreasury.Purse.Tokens;
        model.Advance(1);

        late.ShouldBe(10, 1e-9);
        model.State.CompanyTreasury.Purse.Tokens.ShouldBe(0, 1e-9);
        model.State.CompanyTreasury.Purse.Usd.ShouldBe(0, 1e-9);
    }

    [Fact]
    public void Without_revenue_in_the_price_speculation_alone_sets_the_value()
    {
        LoopModel model = new(new LoopParameters { PriceToSales = 0, SpeculationGrowthPerYear = 0 });

        model.Advance(400);

        model.ValuationUsd.ShouldBe(150e6);
        model.PriceUsd.ShouldBe(150e6 / model.State.SupplyTokens);
    }

    [Fact]
    public void Burning_the_last_token_stops_the_run()
    {
        // Revenue of a step is a million times what the tokens are worth.
        LoopModel model = new(
            new LoopParameters
            {
                SpeculationUsd = 1e-4,
                PriceToSales = 0,
                BurnShare = 1,
            }
        );

        Should.Throw<InvalidOperationException>(() => model.Advance(1)).Message.ShouldStartWith("In step 1,");
    }

    [Fact]
    public void Parameters_that_mean_nothing_are_refused_by_name()
    {
        Refused(new() { StepSeconds = 0 }).ShouldBe("StepSeconds");
        Refused(new() { StepSeconds = 31 * 86_400 }).ShouldBe("StepSeconds");
        Refused(new() { Marketplaces = double.NaN }).ShouldBe("Marketplaces");
        Refused(new() { BurnShare = 1.01 }).ShouldBe("BurnShare");
        Refused(new() { BurnShare = -0.01 }).ShouldBe("BurnShare");
        Refused(new() { SaleFeeShare = 0, SwapFeeShare = 0 }).ShouldBe("RevenuePerSale");
        Refused(new() { GrowthPerYearMin = -1 }).ShouldBe("GrowthPerYearMin");
        Refused(new() { GrowthPerYearMax = -0.2 }).ShouldBe("GrowthPerYearMax");
        Refused(new() { HalfGrowthRatio = 0 }).ShouldBe("HalfGrowthRatio");
        Refused(new() { SupplyTokens = -1 }).ShouldBe("SupplyTokens");
        Refused(new() { Minting = new() { FirstShare = 0.3 } }).ShouldBe("SecondShare");
        Refused(new() { Minting = new() { ThirdShare = 0.7 } }).ShouldBe("sum of the three shares");
        Refused(new() { CompanyGrants = new GrantProgramme(1, 1, 0, 1) }).ShouldBe("CompanyGrants: GrantCount");
    }

    private static string? Refused(LoopParameters parameters) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new LoopModel(parameters)).ParamName;

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
