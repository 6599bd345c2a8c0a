using Souk.Cli.Screens;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sync;
using Souk.Indexer.Verification;
using Souk.Warehouse.Values;

namespace Souk.Cli.Tests.Screens;

public sealed class SyncScreenTests
{
    private static readonly SyncResult s_plain = new(20, 1_000, 3, 2, 1, 0, 1.5);

    [Fact]
    public void A_run_is_told_in_one_line() =>
        SyncScreen
            .Describe(s_plain)
            .ShouldBe("1,000 blocks, 20 logs in 1.5 s; 2 quarantined, 1 of unknown events, 0 reorgs");

    [Fact]
    public void Progress_is_told_with_rate_lag_and_the_time_that_is_left()
    {
        var progress = new SyncProgress(1, Block: 1_099, Head: 3_099, LogCount: 5_000, TimeSpan.FromSeconds(20))
        {
            FirstBlock = 100,
            Moving = TimeSpan.FromSeconds(4),
        };

        SyncScreen
            .Describe(progress)
            .ShouldBe("chain 1, block 1,099 of 3,099 (2,000 behind, 250/s, 8 s left), 5,000 logs (250/s)");
        SyncScreen
            .Describe(progress with { Block = 3_099, WaitReason = "HTTP status 503." })
            .ShouldBe("chain 1, block 3,099 of 3,099 (0 behind, 750/s), 5,000 logs (250/s); waiting: HTTP status 503.");
    }

    /// <summary>As `souk verify` prints it: levels with their shares, gaps by name.</summary>
    [Fact]
    public void Coverage_is_told_by_level()
    {
        var report = new VerifyReport([
            new ChainCoverage(
                31337,
                FromBlock: 1,
                ToBlock: 1_100,
                Blocks: 1_000,
                [new LevelCoverage("bloom", 900, 0.9), new LevelCoverage("receipts", 100, 0.1)],
                [new BlockRange(11, 110)]
            ),
        ])
        {
            RangesUnchanged = 3,
            BlocksCompared = 7,
        };
        report.Count(ProofLevel.Receipts);
        report.Count(ProofLevel.None);

        string[] lines = [.. VerifyScreen.Describe(report).Split('\n').Select(line => line.TrimEnd())];

        lines[0].ShouldBe("chain 31337: blocks 1..1100, 1,000 stored");
        lines[1].ShouldMatch("^  bloom +900 blocks +90.00 %$");
        lines[2].ShouldMatch("^  receipts +100 blocks +10.00 %$");
        lines[3].ShouldBe("  missing      11..110");
        lines[4].ShouldBe("3 ranges hold what was received");
        lines[5].ShouldBe("1 blocks agree with their proven receipts");
        lines[6].ShouldBe("1 blocks agree with what cannot be proven");
        lines[7].ShouldBe("7 blocks agree with another endpoint");
    }

    [Fact]
    public void Who_was_caught_is_named_without_a_key_and_so_is_what_a_comparison_would_have_found()
    {
        SyncResult result = s_plain with
        {
            ComparedCount = 300,
            Stopped = [new StoppedChain(5, "no head", new InvalidOperationException("not for machines"))],
            Contradictions =
            [
                new ChainContradictions(
                    31337,
                    [
                        new EndpointContradictions(
                            "http://liar.example:80",
                            2,
                            "http://liar.example:80 left out 3 logs of block 7"
                        ),
                    ]
                ),
            ],
        };

        string[] lines = SyncScreen.Describe(result).Split('\n');

        // One bad block among 1,000, of which 300 were drawn.
        lines[1].ShouldContain("300 of 1,000 blocks were compared");
        lines[1].ShouldContain("probability 0.3000");
        lines[2].ShouldStartWith("chain 31337: http://liar.example:80 gave 2 answers that a block's hash disproves");
        lines[2].ShouldEndWith("The last: http://liar.example:80 left out 3 logs of block 7");
        string json = JsonOutput.Of(result);
        json.ShouldContain("\"endpoint\": \"http://liar.example:80\"");
        json.ShouldContain("\"reason\": \"no head\"");
        json.ShouldNotContain("not for machines");
    }

    [Fact]
    public void Verification_tells_the_odds_of_its_sample()
    {
        var report = new VerifyReport([]);

        report.AddSample(1, all: 52, sample: 5);

        // Shares of 0.1 %, 1 % and 10 % of 52 blocks are one, one and six.
        report
            .Detection.Select(detection => (detection.Bad, Math.Round(detection.Probability, 4)))
            .ShouldBe([(1, 0.0962), (6, 0.4726)]);
        VerifyScreen.Describe(report).ShouldContain("5 of 52 blocks were drawn");
        VerifyScreen.Describe(report).ShouldContain("k = 6          0.4726");
        SampleOdds.OfDetection(52, 6, 5).ShouldBe(0.4726, tolerance: 0.0001);
    }
}
