using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Manifests;

/// <summary>What a manifest can say beyond addresses and events.</summary>
public sealed class ManifestFeatureTests : IDisposable
{
    private const string Sablier = """
        [
          {"type": "function", "name": "comptroller", "inputs": [{"name": "feed", "type": "AggregatorV3Interface"}]},
          {"type": "event", "name": "Opened", "inputs": [{"name": "id", "type": "uint256", "indexed": true}]},
          {"type": "event", "name": "Fed", "inputs": [{"name": "feed", "type": "AggregatorV3Interface"}]}
        ]
        """;

    private readonly ManifestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_abi_file_gives_its_events_and_foreign_types_elsewhere_do_no_harm()
    {
        _folder.Write("sablier.json", Sablier);

        Manifest manifest = _folder.Load("  stream: {abi: sablier.json, only: [Opened]}");

        manifest
            .KindOf("stream")
            .Events.Select(signature => signature.FullText)
            .ShouldBe(["Opened(uint256 indexed id)"]);
    }

    [Fact]
    public void A_compilers_artifact_is_an_abi_file_too()
    {
        _folder.Write("shop.json", """{"abi": [{"type": "event", "name": "Sold", "inputs": []}], "bytecode": "0x"}""");

        _folder.Load("  shop: {abi: shop.json}").KindOf("shop").Events.Single().Name.ShouldBe("Sold");
    }

    [Theory]
    [InlineData("{abi: sablier.json}", "event 'Fed' cannot be read: 'AggregatorV3Interface': ")]
    [InlineData("{abi: none.json}", "none.json cannot be read")]
    [InlineData("{abi: broken.json}", "broken.json:1:2: not JSON")]
    [InlineData("{abi: object.json}", "object.json is not an ABI")]
    [InlineData("{abi: sablier.json, only: [Openned]}", "unknown event 'Openned'; did you mean 'Opened'?")]
    [InlineData("{values: []}", "a contract kind needs 'events' or 'abi'")]
    [InlineData("{events: [\"A()\"], proxy: perhaps}", "proxy is 'perhaps'; expected true or false")]
    [InlineData("{events: [{event: \"A()\", from_block: 5, to_block: 4}]}", "from_block 5 is beyond to_block 4")]
    [InlineData(
        "{events: [{event: \"A()\", to_block: 4}, {event: \"A()\", from_block: 4}]}",
        "is listed twice for the same blocks"
    )]
    [InlineData(
        "{events: [\"A()\"], values: [{call: \"v() returns (bool)\", at: tail}]}",
        "unknown time of a value 'tail'"
    )]
    public void A_mistake_in_a_kind_is_named_with_its_place(string kind, string expected)
    {
        _folder.Write("sablier.json", Sablier);
        _folder.Write("broken.json", "{broken");
        _folder.Write("object.json", "{\"bytecode\": \"0x\"}");

        ManifestException exception = Should.Throw<ManifestException>(() => _folder.Load($"  stream: {kind}"));

        exception.Message.ShouldContain("bazaar.yaml:5:");
        exception.Message.ShouldContain(expected);
    }

    [Theory]
    [InlineData("chain: 2147483648", "chain 2147483648 is beyond 2147483647, the largest chain id")]
    [InlineData("chain: 0", "chain is '0'; expected a whole number from 1")]
    [InlineData("chain: 1, finality: -1", "finality is '-1'")]
    [InlineData("chain: 1, finalty: 1", "did you mean 'finality'?")]
    public void A_mistake_in_a_deployment_is_named(string fields, string expected) =>
        Should
            .Throw<ManifestException>(() =>
                _folder.Load("  shop: {events: [\"A()\"]}", $"deployments:\n  - {{{fields}, contracts: []}}")
            )
            .Message.ShouldContain(expected);

    [Fact]
    public void Any_chain_id_up_to_the_limit_is_read_and_chains_stand_side_by_side()
    {
        Manifest manifest = _folder.Load(
            "  shop: {events: [\"A()\"]}",
            "deployments:\n  - {chain: 2147483647, finality: 12, contracts: []}\n  - {chain: 137, contracts: []}"
        );

        var set = new ManifestSet([manifest]);

        set.Chains.Select(chain => chain.ChainId).ShouldBe([137, 2147483647]);
        set.Chains.Select(chain => chain.FinalityBlocks).ShouldBe([null, 12]);
    }

    [Fact]
    public void The_nearest_start_block_holds()
    {
        Manifest manifest = _folder.Load(
            "  shop: {events: [\"A()\"], from_block: 20}\n  mall: {events: [\"A()\"]}",
            """
            deployments:
              - chain: 1
                from_block: 10
                contracts:
                  - {kind: shop, name: own, address: "0x1111111111111111111111111111111111111111", from_block: 30}
                  - {kind: shop, name: of kind, address: "0x2222222222222222222222222222222222222222"}
                  - {kind: mall, name: of chain, address: "0x3333333333333333333333333333333333333333"}
            """
        );

        manifest.Deployments.Single().Contracts.Select(contract => contract.FromBlock).ShouldBe([30, 20, 10]);
    }

    [Fact]
    public void An_upgrade_changes_what_a_log_means_from_its_block_on()
    {
        Manifest manifest = _folder.Load(
            """
              shop:
                events:
                  - {event: "Sold(address indexed buyer, address seller)", to_block: 99}
                  - {event: "Sold(address buyer, address indexed seller)", from_block: 100}
                  - "Closed()"
            """
        );

        var matcher = new EventMatcher(manifest.KindOf("shop").Rules);

        Hash32[] topics = [manifest.KindOf("shop").Events[0].Topic0, default];
        matcher.Match(topics, 99)!.Parameters[0].IsIndexed.ShouldBeTrue();
        matcher.Match(topics, 100)!.Parameters[0].IsIndexed.ShouldBeFalse();
        matcher.Match([EventSignature.Parse("Closed()").Topic0], 5)!.Name.ShouldBe("Closed");
        matcher.Match([default], 5).ShouldBeNull();
    }

    [Fact]
    public void One_event_in_two_versions_of_an_abi_is_one_event()
    {
        _folder.Write("v1.json", """[{"type": "event", "name": "Sold", "inputs": []}]""");
        _folder.Write("v2.json", """[{"type": "event", "name": "Sold", "inputs": []}]""");

        Manifest manifest = _folder.Load(
            "  shop: {abi: [{file: v1.json, to_block: 9}, {file: v2.json, from_block: 20}]}"
        );

        EventRule rule = manifest.KindOf("shop").Rules.Single();
        new long[] { 9, 10, 20 }
            .Select(rule.IsValidAt)
            .ShouldBe([true, false, true]);
    }

    [Fact]
    public void A_proxy_also_speaks_for_itself()
    {
        Manifest manifest = _folder.Load("  shop: {events: [\"Sold()\"], proxy: true}");

        manifest
            .KindOf("shop")
            .Events.Select(signature => signature.Name)
            .ShouldBe(["Sold", "Upgraded", "BeaconUpgraded", "AdminChanged"]);
    }

    [Fact]
    public void A_kind_may_have_several_factories()
    {
        Manifest manifest = _folder.Load(
            """
              mall: {events: ["Opened(address shop)", "Moved(address shop)"]}
              shop:
                events: ["Sold()"]
                factory:
                  - {contract: mall, event: Opened, parameter: shop}
                  - {contract: mall, event: Moved, parameter: shop}
            """
        );

        manifest.KindOf("shop").Factories.Select(rule => rule.Event.Name).ShouldBe(["Opened", "Moved"]);
    }

    [Fact]
    public void Documents_come_from_named_hosts_only()
    {
        Manifest manifest = _folder.Load(
            "  shop: {events: [\"Sold()\"]}",
            more: "documents: {hosts: [IPFS.io, \"127.0.0.1:8080\"]}"
        );

        manifest.Documents.Hosts.ShouldBe(["ipfs.io", "127.0.0.1:8080"]);
        Should
            .Throw<ManifestException>(() =>
                _folder.Load("  shop: {events: [\"Sold()\"]}", more: "documents: {hosts: [\"https://ipfs.io/\"]}")
            )
            .Message.ShouldContain("'https://ipfs.io/' is not a host");
    }

    [Fact]
    public void A_gateway_of_documents_is_one_of_the_hosts()
    {
        Manifest manifest = _folder.Load(
            "  shop: {events: [\"Sold()\"]}",
            more: "documents: {hosts: [\"127.0.0.1:8080\"], ipfs_gateway: \"http://127.0.0.1:8080\"}"
        );

        manifest.Documents.IpfsGateway.ShouldBe(new Uri("http://127.0.0.1:8080/"));
        manifest.Documents.ArweaveGateway.ShouldBeNull();
        Should
            .Throw<ManifestException>(() => LoadGateway("https://ipfs.io"))
            .Message.ShouldContain("'ipfs.io' is not among the hosts");
        Should
            .Throw<ManifestException>(() => LoadGateway("http://key@127.0.0.1:8080"))
            .Message.ShouldContain("not among the hosts");
        Should
            .Throw<ManifestException>(() => LoadGateway("http://127.0.0.1:8080/ipfs"))
            .Message.ShouldContain("leave the path out");
    }

    private Manifest LoadGateway(string gateway) =>
        _folder.Load(
            "  shop: {events: [\"Sold()\"]}",
            more: $"documents: {{hosts: [\"127.0.0.1:8080\"], ipfs_gateway: \"{gateway}\"}}"
        );
}
