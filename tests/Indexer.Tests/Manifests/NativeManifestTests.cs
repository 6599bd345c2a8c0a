using Souk.Indexer.Manifests;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Manifests;

public sealed class NativeManifestTests : IDisposable
{
    private const string Genesis = "0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03";

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-native-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_pallet_has_twenty_bytes_of_its_own_and_every_kind_keeps_what_does_not_fit()
    {
        Manifest manifest = Load("substrate", Genesis, "pallet:SubtensorModule", "Moved(uint64 amount)");

        manifest.Source.ShouldBe(ManifestSource.Substrate);
        manifest.Deployments.Single().Network.ShouldBe(Genesis);
        manifest.Deployments.Single().Contracts.Single().Address.ShouldNotBe(default(Address));
        manifest.Kinds.Single().IsFiltered.ShouldBeTrue();
        manifest
            .Kinds.Single()
            .Events.Select(signature => signature.ToString())
            .ShouldBe(["Moved(uint64)", "Undecoded(string,bytes)"]);
        manifest.Mappings.Single().Statements.Single().Sql.ShouldContain("insert into chain.quarantine");
    }

    [Theory]
    [InlineData(
        "substrat",
        Genesis,
        "pallet:A",
        "Moved(uint64 amount)",
        ":3:9: unknown source 'substrat'; did you mean 'substrate'?"
    )]
    [InlineData("substrate", "0x12", "pallet:A", "Moved(uint64 amount)", ":9:14: network: ")]
    [InlineData("substrate", "", "pallet:A", "Moved(uint64 amount)", ":8:5: deployment lacks the field 'network'.")]
    [InlineData(
        "evm",
        Genesis,
        "0x616c706861000000000000000000000000000003",
        "Moved(uint64 amount)",
        ":9:14: network is for source substrate"
    )]
    [InlineData("substrate", Genesis, "pallet:", "Moved(uint64 amount)", "address: 'pallet:' must be pallet:NAME.")]
    [InlineData(
        "substrate",
        Genesis,
        "pallet:A",
        "Moved(uint64 indexed amount)",
        "event Moved of kind pallet is indexed"
    )]
    public void What_is_wrong_is_named_with_its_line(
        string source,
        string network,
        string address,
        string @event,
        string problem
    )
    {
        var refusal = Should.Throw<ManifestException>(() => Load(source, network, address, @event));

        refusal.Message.ShouldContain(problem);
    }

    private Manifest Load(string source, string network, string address, string @event)
    {
        string path = Path.Combine(_folder, "native.yaml");
        string[] lines =
        [
            "system: native",
            "title: Native",
            $"source: {source}",
            "contracts:",
            "  pallet:",
            $"    events: [\"{@event}\"]",
            "deployments:",
            "  - chain: 7",
            network.Length > 0 ? $"    network: \"{network}\"" : "    # no network",
            "    contracts:",
            $"      - {{kind: pallet, name: Pallet, address: \"{address}\", from_block: 1}}",
        ];
        File.WriteAllLines(path, lines);
        return Manifest.Load(path);
    }
}
