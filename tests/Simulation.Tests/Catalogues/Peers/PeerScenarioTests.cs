using Souk.Simulation.Catalogues;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.Peers;

/// <summary>The shipped scenarios of rebuilt models give the numbers that the models' own programs gave.</summary>
public class PeerScenarioTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Ethereum_ends_after_360_days_where_CADLabs_ends()
    {
        PeerRun run = PeerRun.Of("ethereum.yaml");

        // The published run prints inflation and yield in per cent with four decimals.
        run.Last("ethereum.supply").ShouldBe(115_542_014.132332, 115_542_014 * Tolerance);
        (100 * run.Last("ethereum.inflation")).ShouldBe(-0.5377, 0.00005);
        (100 * run.Last("ethereum.profit_yield")).ShouldBe(4.6204, 0.00005);
        run.Labels.ShouldBe(["sequential phase", "floating-point reference"]);
    }

    [Fact]
    public void The_loop_ends_after_20_years_where_TokenSPICE_ends()
    {
        PeerRun run = PeerRun.Of("wsloop.yaml");

        run.Last("loop.price").ShouldBe(46.2157980376, 46.2 * Tolerance);
        run.Last("loop.supply").ShouldBe(1_364_288_274.427, 1_364_288_274 * Tolerance);
        run.Last("loop.burned").ShouldBe(35_429_714.6978, 35_429_714 * Tolerance);
    }

    // The expected numbers are those of EthereumReferenceTests, which another program computed.
    [Fact]
    public void Ethereum_follows_changed_parameters()
    {
        PeerRun run = PeerRun.Of(
            "ethereum.yaml",
            ("ethereum.awake_max", "300000"),
            ("ethereum.uptime", "0.9"),
            ("ethereum.new_validators_per_epoch", "7"),
            ("ethereum.priority_fee", "1.25"),
            ("ethereum.validators", "280000")
        );

        run.At("ethereum.supply", step: 20).ShouldBe(116205533.396, 0.12);
        run.At("ethereum.supply", step: 300).ShouldBe(115589189.854, 0.12);
        run.At("ethereum.profit_yield", step: 300).ShouldBe(0.0217836397029, 2.2e-11);
        run.At("ethereum.costs", step: 26).ShouldBe(121336.742165, 1.3e-4);
    }

    // The expected numbers are those of LoopReferenceTests, which another program computed.
    [Fact]
    public void The_loop_follows_changed_parameters()
    {
        PeerRun run = PeerRun.Of("wsloop.yaml", ("loop.burn_share", "100 %"), ("loop.price_to_sales", "10"));

        run.At("loop.price", step: 2000).ShouldBe(0.231715122262, 2.4e-10);
        run.At("loop.supply", step: 2000).ShouldBe(1119628301.35, 1.2);
        run.At("loop.burned_usd", step: 2000).ShouldBe(1996421.75003, 2e-3);
        run.At("loop.work", step: 2000).ShouldBe(1500311.83135, 1.6e-3);
    }

    [Fact]
    public void A_change_on_the_timeline_holds_from_its_day_on()
    {
        const string Text = "base: wsloop.yaml\nhorizon: 30 days\n";

        PeerRun plain = PeerRun.Of(PeerRun.ReadText(Text));
        PeerRun changed = PeerRun.Of(
            PeerRun.ReadText(Text + "timeline:\n  - { at: 10 days, set: { loop.burn_share: 0 } }")
        );

        changed.At("loop.burned", step: 10).ShouldBe(plain.At("loop.burned", step: 10));
        changed.Last("loop.burned").ShouldBe(plain.At("loop.burned", step: 10));
        plain.Last("loop.burned").ShouldBeGreaterThan(changed.Last("loop.burned"));
    }

    [Fact]
    public void A_second_run_of_the_same_simulator_gives_the_same_digest()
    {
        using Simulator simulator = new(BlueprintModel.Build(PeerRun.Read("ethereum.yaml")));

        byte[] first = simulator.Run(seed: 1, replicate: 0).Digest;

        simulator.Run(seed: 1, replicate: 0).Digest.ShouldBe(first);
    }

    [Theory]
    [InlineData("ethereum.yaml")]
    [InlineData("wsloop.yaml")]
    [InlineData("wsloop-burn-all.yaml")]
    public void Threads_and_chunks_change_no_digest(string file)
    {
        using Simulator one = new(BlueprintModel.Build(PeerRun.Read(file)), new Crew(threads: 1, chunkRows: 8_192));
        using Simulator many = new(BlueprintModel.Build(PeerRun.Read(file)), new Crew(threads: 16, chunkRows: 64));

        byte[] digest = many.Run(seed: 1, replicate: 0).Digest;

        digest.ShouldBe(one.Run(seed: 1, replicate: 0).Digest);
    }

    [Theory]
    [InlineData("loop.burn_share", "1.01", "above 1")]
    [InlineData("loop.half_growth_ratio", "0", "HalfGrowthRatio is 0 and must be above 0")]
    [InlineData("loop.marketplaces", "NaN", "'NaN' does not fit")]
    public void Parameters_that_mean_nothing_are_refused(string path, string value, string message) =>
        Should
            .Throw<ScenarioException>(() => BlueprintModel.Build(PeerRun.Read("wsloop.yaml").With(path, value)))
            .Message.ShouldContain(message);

    [Fact]
    public void A_model_of_doubles_stands_alone()
    {
        const string Text = """
            base: wsloop.yaml
            tokens: { TKN: { decimals: 6 } }
            parts: { alice: { kind: account } }
            """;

        Should
            .Throw<ScenarioException>(() => BlueprintModel.Build(PeerRun.ReadText(Text)))
            .Message.ShouldContain(
                "wsloop.yaml(7,3) loop: peer.sustainability_loop is a floating-point model of its own"
            );
    }
}
