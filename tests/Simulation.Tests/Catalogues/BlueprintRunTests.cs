using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;

namespace Souk.Simulation.Tests.Catalogues;

public class BlueprintRunTests
{
    private const string Market = """
        start: 2025-01-01
        horizon: 10 days
        tokens:
          TKN: { decimals: 6 }
        parts:
          fund: { kind: account }
          mint: { kind: emission.fixed, per_day: 3 TKN/day, to: fund }
        """;

    [Fact]
    public void An_overlay_changes_a_parameter_adds_a_part_and_leaves_the_rest()
    {
        Dictionary<string, string> files = new()
        {
            ["market"] = Market,
            ["more"] = "base: market\nset: { mint.per_day: +2 TKN/day }\nparts:\n  fund: { balance: 7 TKN }",
            ["most"] =
                "base: more\nset: { mint.per_day: \"*2\" }\ntimeline: [{ at: 5 days, set: { mint.per_day: 0 TKN/day } }]",
        };

        double Minted(string name) => Run(Catalogue.Read(name, files.GetValueOrDefault), "emitted")[^1];

        Minted("market").ShouldBe(30);
        Minted("more").ShouldBe(50);
        Minted("most").ShouldBe(50);
        Run(Catalogue.Read("more", files.GetValueOrDefault), "supply")[^1].ShouldBe(57);
    }

    [Fact]
    public void A_run_is_what_its_text_means_however_it_is_written()
    {
        Blueprint first = CatalogueRun.Read(Market);
        Blueprint second = CatalogueRun.Read(
            Market.Replace("3 TKN/day", "0.125 TKN/h", StringComparison.Ordinal).Replace("10 days", "240 h")
        );

        second.Hash.ShouldBe(first.Hash);
        Digest(second).ShouldBe(Digest(first));
    }

    [Fact]
    public void Another_part_leaves_the_luck_of_the_others_as_it_is()
    {
        const string Parts = """
            pool: { kind: pool.constant_product, token_reserve: 1000 TKN, money_reserve: 1000 USDC }
            noise: { kind: people.traders, pool: pool, balance: 500 TKN }
            """;

        double[] alone = CatalogueRun.Of(CatalogueRun.Text(Parts)).Series("price");
        double[] beside = CatalogueRun
            .Of(CatalogueRun.Text(Parts + "\nidle: { kind: people.traders, pool: pool, flow_sigma: 0 }"))
            .Series("price");

        beside.ShouldBe(alone);
        alone.Distinct().Count().ShouldBe(10);
    }

    [Fact]
    public void Replicates_draw_uncertain_parameters_and_one_replicate_always_the_same()
    {
        Blueprint blueprint = CatalogueRun.Read(
            Market.Replace("3 TKN/day", "uniform(2 TKN/day; 4 TKN/day)", StringComparison.Ordinal)
        );

        double[] ends =
        [
            .. Enumerable
                .Range(0, 20)
                .Select(replicate => Run(blueprint.Draw(seed: 5, (uint)replicate), "emitted")[^1]),
        ];

        ends.ShouldAllBe(end => end >= 20 && end <= 40);
        ends.Distinct().Count().ShouldBe(20);
        Run(blueprint, "emitted")[^1].ShouldBe(30);
        Run(blueprint.Draw(seed: 5, replicate: 7), "emitted")[^1].ShouldBe(ends[7]);
    }

    [Fact]
    public void More_steps_of_the_masa_like_market_allocate_nothing_but_their_results()
    {
        Blueprint blueprint = ShippedFiles.Read("masa-like");
        // Votes and stakes are rare; the days between them are the ones that must not allocate.
        Blueprint quiet = blueprint with
        {
            Parts = [.. blueprint.Parts.Where(part => part.Kind.Name is not ("governance.proposal" or "stake.pool"))],
        };
        quiet = quiet with
        {
            Parts =
            [
                .. quiet.Parts.Select(part =>
                    part.Name != "node_rewards"
                        ? part
                        : part with
                        {
                            Settings = new Dictionary<string, Setting>(part.Settings)
                            {
                                ["stakes"] = part.Settings["stakes"] with { Values = [] },
                            },
                        }
                ),
            ],
        };
        Blueprint routed = quiet.With("fees.stakers_share", "0").With("fees.stakers", "treasury");

        long shorter = Allocated(routed with { HorizonDays = 60 });
        long longer = Allocated(routed with { HorizonDays = 120 });

        // The results themselves: a number per metric and day.
        long results = 60 * BlueprintModel.Build(routed).Metrics.Count * sizeof(double);
        // The runtime may allocate for itself in either run while it still compiles; one smallest object a day would be more.
        const long SmallestObject = 24;
        (longer - shorter - results).ShouldBeLessThan(60 * SmallestObject);
    }

    private static long Allocated(Blueprint blueprint)
    {
        using Simulator simulator = new(BlueprintModel.Build(blueprint), new Crew(threads: 1, chunkRows: 64));
        long least = long.MaxValue;
        for (int i = 0; i < 4; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            simulator.Run(seed: 1, replicate: 0);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static double[] Run(Blueprint blueprint, string metric)
    {
        Model model = BlueprintModel.Build(blueprint);
        using Simulator simulator = new(model);
        int index = model.Metrics.ToList().FindIndex(one => one.Key == metric);
        return simulator.Run(seed: 1, replicate: 0).Series(index).ToArray();
    }

    private static byte[] Digest(Blueprint blueprint)
    {
        using Simulator simulator = new(BlueprintModel.Build(blueprint));
        return simulator.Run(seed: 1, replicate: 0).Digest;
    }
}
