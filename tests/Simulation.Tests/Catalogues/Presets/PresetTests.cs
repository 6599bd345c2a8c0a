using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Tests.Catalogues.Presets;

/// <summary>What holds for every preset.</summary>
public class PresetTests
{
    // The whole of it is ./souk campaign digests.
    private const int Days = 25;

    public static TheoryData<string> Names => [.. ShippedFiles.Presets];

    [Fact]
    public void Every_system_of_the_issue_has_a_preset() =>
        ShippedFiles
            .Presets.Select(name => name["presets/".Length..])
            .ShouldBe(
                [
                    "avalanche-l1",
                    "bittensor",
                    "bnb",
                    "cold-start",
                    "failure",
                    "fetch-ai",
                    "gas-only",
                    "gensyn",
                    "late-competitor",
                    "layerzero",
                    "masa",
                    "myshell",
                    "myshell-before-token",
                    "no-compensation",
                    "ocean",
                    "one-off-sale",
                    "oraichain",
                    "pyth",
                    "ritual",
                    "sahara",
                    "sahara-rounds",
                    "singularitynet",
                    "success",
                    "usage-revenue",
                    "wormhole",
                ],
                ignoreOrder: true
            );

    [Theory]
    [MemberData(nameof(Names))]
    public void It_tells_a_story_of_five_sentences_asks_a_question_and_names_metrics_that_it_has(string name)
    {
        Blueprint preset = ShippedFiles.Read(name);

        string[] keys = [.. BlueprintModel.Build(preset).Metrics.Select(metric => metric.Key)];

        preset.Story.Split(". ").Length.ShouldBe(5);
        preset.Story.ShouldEndWith(".");
        preset.Question.ShouldEndWith("?");
        preset.Headline.Count.ShouldBeInRange(2, 3);
        preset.Headline.ShouldBeSubsetOf(keys);
        preset.IsUncertain.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_value_that_it_writes_is_exact_reported_or_assumed_with_a_source(string name)
    {
        Blueprint preset = ShippedFiles.Read(name);

        IReadOnlyList<FactLine> sheet = FactSheet.Of(preset);

        sheet.ShouldAllBe(line => line.IsStated && line.Source.Length > 0);
        // A source is a place and no excuse: it names a repository, a package, a page or a document.
        sheet
            .Where(line => line.Confidence != Confidence.Assumed)
            .ShouldAllBe(line => line.Source.Length >= 8 && !line.Source.Contains("not found"));
        // What was looked for in vain is a range.
        sheet.Where(line => line.Source.StartsWith("looked for")).ShouldAllBe(line => line.IsSwept);
        preset.Weights.Keys.ShouldAllBe(part => preset.Find(part) != null);
    }

    // What reference/facts.json marks "not found", by system, and the parameter that stands for it.
    [Theory]
    [InlineData("masa", "fees.burn_share")]
    [InlineData("masa", "vaults.burn_share")]
    [InlineData("masa", "vesting.team.total")]
    [InlineData("masa", "vesting.investors.total")]
    [InlineData("masa", "node_rewards.per_day")]
    [InlineData("sahara", "graph.call_share")]
    [InlineData("sahara", "graph.composition_share")]
    [InlineData("sahara", "vesting.core.share")]
    [InlineData("sahara", "issuance.per_day")]
    [InlineData("ritual", "launch.total")]
    [InlineData("ritual", "launch.launch_share")]
    [InlineData("ritual", "launch.duration")]
    [InlineData("ritual", "pool.token_reserve")]
    [InlineData("ritual", "consumers.market_fee")]
    [InlineData("singularitynet", "services.per_day")]
    [InlineData("gensyn", "vesting.team.duration")]
    [InlineData("gensyn", "vesting.investors.duration")]
    [InlineData("ocean", "farm.share")]
    [InlineData("ocean", "locking.initial")]
    [InlineData("ocean", "passive.initial")]
    [InlineData("sahara-rounds", "seed.cost")]
    [InlineData("sahara-rounds", "vesting.core.share")]
    public void What_was_not_found_is_swept_and_never_a_point(string preset, string path)
    {
        FactLine line = FactSheet.Of(ShippedFiles.Read("presets/" + preset)).Single(one => one.Path == path);

        line.IsSwept.ShouldBeTrue();
        line.Confidence.ShouldBe(Confidence.Assumed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_gives_one_digest_on_1_2_and_16_threads_in_any_chunks_and_conserves_every_token(string name)
    {
        byte[] alone = Digest(name, new Crew(1, 1_000_000), out string excess);

        Digest(name, new Crew(2, 64), out _).ShouldBe(alone);
        Digest(name, new Crew(16, 77), out _).ShouldBe(alone);

        excess.ShouldBe("");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_rules_keep_to_what_they_declare(string name) =>
        RuleAudit.Of(BlueprintModel.Build(ShippedFiles.Read(name)), steps: 2).ShouldBeEmpty();

    private static byte[] Digest(string name, Crew crew, out string excess)
    {
        Blueprint preset = ShippedFiles.Read(name).Draw(seed: 3, replicate: 4);
        Model model = BlueprintModel.Build(preset with { HorizonDays = Days, Timeline = [] });
        string found = "";
        model.Rule(
            "add up",
            Phase.Record,
            _ => { },
            step =>
            {
                foreach (Token token in model.Ledger.Tokens)
                {
                    Int128 sum = 0;
                    foreach (Int128 balance in model.Ledger.Balances(token.Index))
                    {
                        sum += balance;
                    }

                    found = sum == token.Supply && sum <= token.SupplyMax ? found : $"{step.Index} {token.Symbol}";
                }
            }
        );
        using Simulator simulator = new(model, crew);
        byte[] digest = simulator.Run(seed: 3, replicate: 4).Digest;
        excess = found;
        return digest;
    }
}
