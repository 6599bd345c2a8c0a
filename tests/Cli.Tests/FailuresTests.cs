using Souk.Dashboards;
using Souk.Indexer;
using Souk.Indexer.Rpc;
using Souk.Research.States;

namespace Souk.Cli.Tests;

public sealed class FailuresTests
{
    public static TheoryData<Exception, int> Known =>
        new()
        {
            { new RpcException("no reply", isTransient: true), 4 },
            { new RpcException("bad call", isTransient: false), 1 },
            { new SyncException(SyncProblem.WrongChain, "other chain"), 3 },
            { new SyncException(SyncProblem.Inconsistent, "contradiction"), 5 },
            { new MarketStateException("masa", "nothing"), 3 },
            { new InvalidInputException("bad"), 3 },
            { new PortInUseException(80, new IOException()), 1 },
            { new IOException("disk"), 1 },
        };

    [Theory]
    [MemberData(nameof(Known))]
    public void A_failure_of_the_world_has_its_message_and_exit_code(Exception failure, int exitCode) =>
        Failures.Explain(failure).ShouldBe((failure.Message, exitCode));

    [Fact]
    public void A_defect_of_ours_is_not_explained_away() =>
        Failures.Explain(new InvalidOperationException("defect")).ShouldBeNull();
}
