using Souk.Simulation.Policies;

namespace Souk.Simulation.Tests.Policies;

public class DemandPolicyTests
{
    [Fact]
    public void One_nest_of_equals_and_lambda_one_give_the_logit()
    {
        double[] shares = new double[4];
        NestedLogit.Fill([0, 1, 2, 3], firstNest: 2, dissimilarity: 1, shares);

        // e^i / (1 + e + e² + e³)
        shares[0].ShouldBe(0.0320586, 1e-7);
        shares[1].ShouldBe(0.0871443, 1e-7);
        shares[2].ShouldBe(0.2368828, 1e-7);
        shares[3].ShouldBe(0.6439143, 1e-7);
    }

    [Fact]
    public void A_copy_in_the_same_nest_takes_from_its_twin_more_than_from_others()
    {
        double[] logit = new double[3];
        double[] nested = new double[3];
        NestedLogit.Fill([0, 0, 0], firstNest: 2, dissimilarity: 1, logit);
        NestedLogit.Fill([0, 0, 0], firstNest: 2, dissimilarity: 0.01, nested);

        // Red bus, blue bus: a third each by logit; a quarter, a quarter, a half when twins are the same.
        logit.ShouldBe([1 / 3.0, 1 / 3.0, 1 / 3.0], 1e-12);
        nested[0].ShouldBe(0.25, 0.002);
        nested[2].ShouldBe(0.5, 0.004);
    }

    [Fact]
    public void An_offer_that_is_not_there_is_not_chosen_and_draws_find_their_offer()
    {
        double[] shares = new double[3];
        NestedLogit.Fill([0, double.NegativeInfinity, 0], firstNest: 2, dissimilarity: 0.5, shares);

        shares.ShouldBe([0.5, 0, 0.5], 1e-12);
        NestedLogit.Pick(0.49, shares).ShouldBe(0);
        NestedLogit.Pick(0.51, shares).ShouldBe(2);
    }

    [Fact]
    public void A_share_falls_with_price_at_the_elasticity_of_the_logit()
    {
        double Share(double price)
        {
            double[] shares = new double[2];
            NestedLogit.Fill([-2 * Math.Log(price), 0], firstNest: 1, dissimilarity: 1, shares);
            return shares[0];
        }

        // −β (1 − s) with β = 2 and s = 1/2.
        double elasticity = Math.Log(Share(1.001) / Share(0.999)) / Math.Log(1.001 / 0.999);
        elasticity.ShouldBe(-1, 1e-3);
    }

    [Fact]
    public void Adoption_follows_the_closed_form_of_Bass()
    {
        double share = 0;
        for (int day = 0; day < 2_000; day++)
        {
            share += AdoptionPolicy.Hazard(0.0003, 0.006, share) * (1 - share);
        }

        double decay = Math.Exp(-(0.0003 + 0.006) * 2_000);
        // The daily difference equation lags the continuous curve a little.
        share.ShouldBe((1 - decay) / (1 + (20 * decay)), 1e-3);
    }
}
