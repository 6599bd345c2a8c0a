using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Mechanisms.Royalties;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Mechanisms.Royalties;

public class RoyaltyFlowTests
{
    private static readonly RoyaltyTerms s_nothing = new(new Share(0), new Share(0), new Share(0));

    [Fact]
    public void A_call_pays_the_asset_its_parts_and_their_parts()
    {
        RoyaltyFlow flow = AgentOnModelOnTwoDatasets(depthMax: 8);
        Int128[] kept = new Int128[4];

        flow.Divide([0, 0, 0, 1_000], RoyaltyEvent.Call, kept);

        // 20 % of the call go to the model, half of that to the datasets by 3:1.
        kept.ShouldBe([75, 25, 100, 800]);
        flow.Direct.ToArray().ShouldBe([0, 0, 0, 800]);
        flow.Upstream.ToArray().ShouldBe([75, 25, 100, 0]);
    }

    [Fact]
    public void Call_composition_and_reuse_from_another_chain_have_terms_of_their_own()
    {
        RoyaltyFlow flow = AgentOnModelOnTwoDatasets(depthMax: 8);
        Int128[] composed = new Int128[4];
        Int128[] reused = new Int128[4];

        flow.Divide([0, 0, 0, 1_000], RoyaltyEvent.Composition, composed);
        flow.Divide([0, 0, 0, 1_000], RoyaltyEvent.CrossChainReuse, reused);

        composed.ShouldBe([112, 37, 151, 700]);
        reused.ShouldBe([150, 50, 200, 600]);
    }

    [Fact]
    public void Every_call_pays_without_a_cap()
    {
        RoyaltyFlow flow = AgentOnModelOnTwoDatasets(depthMax: 8);
        Int128[] kept = new Int128[4];

        for (int call = 0; call < 1_000_000; call++)
        {
            flow.Divide([0, 0, 0, 1_000], RoyaltyEvent.Call, kept);
        }

        kept.ShouldBe([75_000_000, 25_000_000, 100_000_000, 800_000_000]);
    }

    [Fact]
    public void Generations_beyond_the_depth_are_not_paid()
    {
        RoyaltyFlow none = AgentOnModelOnTwoDatasets(depthMax: 0);
        RoyaltyFlow one = AgentOnModelOnTwoDatasets(depthMax: 1);
        Int128[] keptNone = new Int128[4];
        Int128[] keptOne = new Int128[4];

        none.Divide([0, 0, 0, 1_000], RoyaltyEvent.Call, keptNone);
        one.Divide([0, 0, 0, 1_000], RoyaltyEvent.Call, keptOne);

        keptNone.ShouldBe([0, 0, 0, 1_000]);
        keptOne.ShouldBe([0, 0, 200, 800]);
    }

    [Fact]
    public void Dust_stays_with_the_asset_that_would_pass_it_on()
    {
        RoyaltyFlow flow = AgentOnModelOnTwoDatasets(depthMax: 8, dustMin: 30);
        Int128[] kept = new Int128[4];

        flow.Divide([0, 0, 0, 1_000], RoyaltyEvent.Call, kept);

        kept.ShouldBe([75, 0, 125, 800]);
    }

    [Fact]
    public void Compounding_tells_what_was_earned_through_others()
    {
        RoyaltyFlow flow = AgentOnModelOnTwoDatasets(depthMax: 8);
        Int128[] kept = new Int128[4];

        flow.Divide([150, 0, 0, 2_000], RoyaltyEvent.Call, kept);

        // The dataset keeps 150 of its own calls and gets 150 through model and agent.
        flow.Compounding(0).ShouldBe(2.0);
        flow.Compounding(1).ShouldBe(double.PositiveInfinity);
        flow.Compounding(3).ShouldBe(1.0);
    }

    [Fact]
    public void A_negative_revenue_is_refused()
    {
        RoyaltyFlow flow = AgentOnModelOnTwoDatasets(depthMax: 8);

        Should.Throw<ArgumentOutOfRangeException>(() => flow.Divide([0, 0, 0, -1], RoyaltyEvent.Call, new Int128[4]));
    }

    [Fact]
    public void What_all_assets_keep_is_what_came_in_on_any_graph()
    {
        Prop.ForAll<uint, byte, byte>(
                (seed, depthMax, dustMin) =>
                {
                    RandomStream random = new(seed, 0);
                    RoyaltyFlow flow = AnyFlow(random, depthMax % 8, dustMin, out Int128[] revenue);
                    Int128[] kept = new Int128[revenue.Length];
                    flow.Divide(revenue, RoyaltyEvent.Call, kept);
                    return Sum(kept) == Sum(revenue)
                        && kept.All(amount => amount >= 0)
                        && Sum([.. flow.Direct.ToArray(), .. flow.Upstream.ToArray()]) == Sum(revenue);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void One_division_of_many_calls_differs_from_single_ones_by_rounding_only()
    {
        Prop.ForAll<uint>(seed =>
            {
                RoyaltyFlow together = AnyFlow(new(seed, 0), 6, 0, out Int128[] revenue);
                RoyaltyFlow apart = AnyFlow(new(seed, 0), 6, 0, out _);
                const int CallCount = 10;
                Int128[] keptTogether = new Int128[revenue.Length];
                Int128[] keptApart = new Int128[revenue.Length];

                together.Divide([.. revenue.Select(r => r * CallCount)], RoyaltyEvent.Call, keptTogether);
                for (int call = 0; call < CallCount; call++)
                {
                    apart.Divide(revenue, RoyaltyEvent.Call, keptApart);
                }

                // At most 2 roundings for each of 12 x 12 edges, call and generation.
                return keptTogether.Zip(keptApart).All(k => Int128.Abs(k.First - k.Second) <= 2 * 144 * CallCount * 7);
            })
            .QuickCheckThrowOnFailure();
    }

    private static RoyaltyFlow AgentOnModelOnTwoDatasets(int depthMax, int dustMin = 0)
    {
        AssetGraph graph = new();
        int first = graph.Add();
        int second = graph.Add();
        int model = graph.Add(new AssetPart(first, 3), new AssetPart(second, 1));
        graph.Add(new AssetPart(model, 1));
        RoyaltyTerms ofModel = new(new Share(0.5), new Share(0.5), new Share(0.5));
        RoyaltyTerms ofAgent = new(new Share(0.2), new Share(0.3), new Share(0.4));
        return new RoyaltyFlow(graph, [s_nothing, s_nothing, ofModel, ofAgent], depthMax, dustMin);
    }

    private static RoyaltyFlow AnyFlow(RandomStream random, int depthMax, int dustMin, out Int128[] revenue)
    {
        AssetGraph graph = new();
        RoyaltyTerms[] terms = new RoyaltyTerms[12];
        revenue = new Int128[12];
        for (int asset = 0; asset < 12; asset++)
        {
            RandomBlock draw = random.Draw(DrawKind.OrderSize, asset, 0);
            int first = asset - (int)(draw.First * (asset + 1));
            graph.Add([.. Enumerable.Range(first, asset - first).Select(part => new AssetPart(part, (uint)part + 1))]);
            terms[asset] = new(new Share(draw.First), new Share(draw.Second), new Share(0));
            revenue[asset] = (Int128)(draw.Second * 1e6);
        }

        return new RoyaltyFlow(graph, terms, depthMax, dustMin);
    }

    private static Int128 Sum(Int128[] amounts) => amounts.Aggregate((Int128)0, (sum, amount) => sum + amount);
}
