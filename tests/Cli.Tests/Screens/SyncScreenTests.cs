using Souk.Cli.Screens;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Sync;
using Souk.Indexer.Verification;

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
