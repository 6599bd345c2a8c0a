using Souk.Indexer.Endpoints;

namespace Souk.Indexer.Tests.Endpoints;

public sealed class ContradictionLogTests
{
    [Fact]
    public void Claims_are_counted_by_endpoint_and_the_last_one_is_kept()
    {
        var log = new ContradictionLog();

        log.Add("http://b.example:80", ["b1"]);
        log.Add("http://a.example:80", ["a1", "a2"]);
        log.Add("http://b.example:80", ["b2"]);

        log.Read()
            .ShouldBe([
                new EndpointContradictions("http://a.example:80", 2, "a2"),
                new EndpointContradictions("http://b.example:80", 2, "b2"),
            ]);
    }
}
