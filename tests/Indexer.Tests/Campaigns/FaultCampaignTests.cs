using Souk.Campaigns.Chains;
using Souk.Campaigns.Markets;
using Souk.Campaigns.Schedules;
using Souk.Indexer.Proofs;

namespace Souk.Indexer.Tests.Campaigns;

/// <summary>A slice of `./souk campaign faults-memory`: what goes wrong there leaves its seed here.</summary>
public sealed class FaultCampaignTests
{
    private const int SliceCount = 6;

    [Fact]
    public async Task Any_schedule_of_faults_and_kills_leaves_the_facts_of_an_undisturbed_index()
    {
        using var campaign = new FaultCampaign();
        IEnumerable<ulong> seeds = Enumerable.Range(1000, SliceCount).Select(seed => (ulong)seed);

        await foreach (
            ScheduleResult result in campaign.PlayAsync(seeds, workerCount: 2, TestContext.Current.CancellationToken)
        )
        {
            result.Problem.ShouldBeNull($"seed {result.Seed}");
        }
    }

    /// <summary>1292: the chain was reorganised to a head of the same height after the run's last look at it, and the
    /// judge compared heights. 21902: a forged header became final, after which the honest endpoint could not help.
    /// 37502: the words for headers that do not fit together did not name headers. 70284: two endpoints that were suspected
    /// together were equally suspect, so that the lying one was asked first again and again. 408737: an endpoint that bent
    /// every header, each time otherwise, was taken for that of a chain with a hash of its own. 420099: a kill left a forged
    /// tip, which only the next block can show, and which the judge allowed after stops only.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(71)]
    [InlineData(205)]
    [InlineData(1292)]
    [InlineData(21902)]
    [InlineData(37502)]
    [InlineData(70284)]
    [InlineData(408737)]
    [InlineData(420099)]
    public async Task A_schedule_that_once_found_a_fault_passes(int seed)
    {
        using var campaign = new FaultCampaign();

        await foreach (
            ScheduleResult result in campaign.PlayAsync(
                [(ulong)seed],
                workerCount: 1,
                TestContext.Current.CancellationToken
            )
        )
        {
            result.Problem.ShouldBeNull();
        }
    }

    /// <summary>Found by seed 70071: once all was read, after about a hundred answers, the chain was reorganised and that
    /// became final between a look at the head and one at the finalized block, and blocks of the old branch were taken for
    /// final.</summary>
    [Fact]
    public async Task A_chain_that_moves_on_while_its_end_is_looked_at_never_looks_like_one_that_broke_finality()
    {
        using var bazaar = new Bazaar();
        var truth = new Truth(bazaar);
        for (int answers = 92; answers <= 112; answers += 4)
        {
            FaultSchedule schedule = FaultSchedule.Of(70071) with
            {
                Endpoints =
                [
                    [],
                ],
                Moments = [answers, null, null, null, null, null],
            };
            using var run = new ScheduleRun(schedule, bazaar, truth);

            ScheduleResult result = await run.PlayAsync(
                await truth.DigestOf(schedule),
                TestContext.Current.CancellationToken
            );

            result.Problem.ShouldBeNull($"the chain moves on after {answers} answers");
        }
    }

    [Theory]
    [InlineData(ProofLevel.Receipts)]
    [InlineData(ProofLevel.Bloom)]
    public async Task No_lie_of_an_endpoint_passes_for_proven(ProofLevel level)
    {
        using var bazaar = new Bazaar();
        var truth = new Truth(bazaar);
        for (ulong seed = 1; seed <= 60; seed++)
        {
            FaultSchedule schedule = FaultSchedule.Of(seed);

            string? fault = await ProofRun.FindFaultAsync(schedule, truth.ChainOf(schedule), level);

            fault.ShouldBeNull($"seed {seed}");
        }
    }

    [Fact]
    public void A_seed_always_makes_the_same_schedule_and_chain()
    {
        FaultSchedule.Of(7).Describe().ShouldBe(FaultSchedule.Of(7).Describe());
        HashOf(7).ShouldBe(HashOf(7));
        HashOf(7).ShouldNotBe(HashOf(8));
    }

    [Fact]
    public void Each_block_of_a_scripted_chain_names_its_parent()
    {
        ScriptedChain chain = BazaarStory.Write(seed: 3, breaksFinality: true);

        chain.Stages.Count.ShouldBeGreaterThan(1);
        chain.Final.Blocks.Skip(1).Zip(chain.Final.Blocks).ShouldAllBe(pair => pair.First.Parent == pair.Second.Hash);
    }

    private static string HashOf(ulong seed) => $"{BazaarStory.Write(seed, breaksFinality: false).Final.Head.Hash}";
}
