using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Tests.Catalogues;

/// <summary>What holds for every scenario that ships and is made of parts.</summary>
public class ShippedBlueprintTests
{
    public static TheoryData<string> Names => [.. ShippedFiles.RunnableNames];

    [Fact]
    public void Every_kind_is_in_a_shipped_scenario()
    {
        HashSet<string> used =
        [
            .. ShippedFiles.Names.SelectMany(name => ShippedFiles.Read(name).Parts).Select(part => part.Kind.Name),
        ];

        Catalogue.Kinds.Select(kind => kind.Name).Where(name => !used.Contains(name)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_keeps_to_its_declarations(string name) =>
        RuleAudit.Of(BlueprintModel.Build(ShippedFiles.Read(name)), steps: 40).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Names))]
    public void It_gives_the_same_digest_on_any_threads_and_chunks(string name)
    {
        byte[] expected = Digest(name, threads: 1, chunkRows: 1_000_000);

        Digest(name, threads: 2, chunkRows: 64).ShouldBe(expected);
        Digest(name, threads: 16, chunkRows: 64).ShouldBe(expected);
        Digest(name, threads: 3, chunkRows: 77).ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_conserves_every_token_at_every_step(string name)
    {
        Model model = BlueprintModel.Build(ShippedFiles.Read(name));
        List<string> excesses = [];
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
                        balance.ShouldBeGreaterThanOrEqualTo(Int128.Zero);
                        sum += balance;
                    }

                    if (sum != token.Supply || sum > token.SupplyMax)
                    {
                        excesses.Add($"day {step.Index}: {sum} {token.Symbol} of {token.Supply}");
                    }
                }
            }
        );
        using Simulator simulator = new(model);

        simulator.Run(seed: 2, replicate: 1);

        excesses.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_second_run_in_the_same_memory_gives_the_same(string name)
    {
        using Simulator simulator = new(BlueprintModel.Build(ShippedFiles.Read(name)));
        byte[] first = simulator.Run(seed: 3, replicate: 4).Digest;
        byte[] other = simulator.Run(seed: 3, replicate: 5).Digest;

        simulator.Run(seed: 3, replicate: 4).Digest.ShouldBe(first);
        other.SequenceEqual(first).ShouldBe(HasNoLuck(name));
    }

    // The one without people has no luck in it.
    private static bool HasNoLuck(string name) =>
        ShippedFiles.Read(name).Parts.All(part => !part.Kind.Name.StartsWith("people.", StringComparison.Ordinal));

    private static byte[] Digest(string name, int threads, int chunkRows)
    {
        Blueprint blueprint = ShippedFiles.Read(name).Draw(seed: 3, replicate: 4);
        using Simulator simulator = new(BlueprintModel.Build(blueprint), new Crew(threads, chunkRows));
        return simulator.Run(seed: 3, replicate: 4).Digest;
    }
}
