using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Warehouse.Values;

namespace Souk.Campaigns.Markets;

/// <summary>The market that campaigns index: a token, a till, and a factory whose shops open stalls.</summary>
internal sealed class Bazaar : IDisposable
{
    public const int ChainId = 31337;

    /// <summary>The first block that the manifest reads.</summary>
    public const int FirstBlock = 1;

    public const int ShopCount = 6;
    public const int StallCount = 5;

    public static readonly EventSignature Transfer = EventSignature.Parse(
        "Transfer(address indexed from, address indexed to, uint256 value)"
    );
    public static readonly EventSignature Paid = EventSignature.Parse(
        "Paid(address indexed payer, address indexed payee, uint256 amount)"
    );
    public static readonly EventSignature ShopOpened = EventSignature.Parse("ShopOpened(address indexed shop)");
    public static readonly EventSignature StallOpened = EventSignature.Parse("StallOpened(address stall)");
    public static readonly EventSignature Sold = EventSignature.Parse(
        "Sold(address indexed buyer, uint256 price, string item)"
    );

    /// <summary>An event that no manifest names.</summary>
    public static readonly EventSignature Paused = EventSignature.Parse("Paused(address who)");

    public static readonly Address Token = AddressOf("token");
    public static readonly Address Till = AddressOf("till");
    public static readonly Address Factory = AddressOf("factory");

    /// <summary>Writes the same events, but no manifest names it.</summary>
    public static readonly Address Stranger = AddressOf("stranger");

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-bazaar-").FullName;

    /// <param name="token">Where the token is; its place on scripted chains if null, and so for the others.</param>
    public Bazaar(Address? token = null, Address? till = null, Address? factory = null)
    {
        File.WriteAllText(Path.Combine(_folder, "bazaar.sql"), Mapping);
        ManifestPath = Path.Combine(_folder, "bazaar.yaml");
        File.WriteAllText(ManifestPath, ManifestText(token ?? Token, till ?? Till, factory ?? Factory));
        Manifests = ManifestSet.Load(ManifestPath);
    }

    public string ManifestPath { get; }

    public ManifestSet Manifests { get; }

    public static Address Shop(int index) => AddressOf($"shop {index}");

    public static Address Stall(int index) => AddressOf($"stall {index}");

    public static Address Person(int index) => AddressOf($"person {index}");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Address AddressOf(string name) => new(Keccak256.Hash(name).AsSpan(0, Address.ByteCount));

    private static string ManifestText(Address token, Address till, Address factory) =>
        $$"""
            system: bazaar
            title: Bazaar
            token: BZR
            label: Synthetic demo
            mapping: bazaar.sql
            contracts:
              token:
                events: ["{{TextOf(Transfer)}}"]
                values: ["cap() returns (uint256)", "missing() returns (bool)"]
              till:
                events: ["{{TextOf(Paid)}}"]
              factory:
                events: ["{{TextOf(ShopOpened)}}"]
              shop:
                events: ["{{TextOf(StallOpened)}}", "{{TextOf(Sold)}}"]
                values: ["owner() returns (address)"]
                factory: {contract: factory, event: ShopOpened, parameter: shop}
              stall:
                events: ["{{TextOf(Sold)}}"]
                factory: {contract: shop, event: StallOpened, parameter: stall}
            deployments:
              - chain: {{ChainId}}
                tokens:
                  - {symbol: BZR, decimals: 18, address: "{{token}}", kind: erc20}
                contracts:
                  - {kind: token, name: Token, address: "{{token}}", from_block: {{FirstBlock}}}
                  - {kind: till, name: Till, address: "{{till}}", from_block: 4}
                  - {kind: factory, name: Factory, address: "{{factory}}", from_block: 2}
            """;

    private static string TextOf(EventSignature signature) =>
        $"{signature.Name}({string.Join(", ", signature.Parameters.Select(TextOf))})";

    private static string TextOf(AbiParameter parameter) =>
        $"{parameter.Type}{(parameter.IsIndexed ? " indexed" : "")} {parameter.Name}";

    private const string Mapping = """
        -- Which transfers moved BZR?
        insert into market.transfer
        select t.chain_id, t.block_number, t.log_index, t.transaction_index, t.time, $system, t.contract_id, t."from", t."to", t.value
        from event.bazaar_token_transfer t
        where t.chain_id = $chain_id
            and t.block_number between $from_block and $to_block
            and t.value is not null;
        -- Who paid at the till, and for which of forty assets?
        insert into market.payment
        select t.chain_id, t.block_number, t.log_index, t.transaction_index, t.time, $system, 'price', t.contract_id, t.payer, t.payee, t.amount, 'bazaar/' || t.amount % 40, 'internal', null
        from event.bazaar_till_paid t
        where t.chain_id = $chain_id
            and t.block_number between $from_block and $to_block;
        -- Which asset was made of which?
        insert into market.provenance
        select s.chain_id, s.block_number, s.log_index, s.time, $system, 'bazaar/' || s.price % 40, 'was_derived_from', 'bazaar/' || s.price // 40 % 40, 1, 'log', 1000000
        from event.bazaar_shop_sold s
        where s.chain_id = $chain_id
            and s.block_number between $from_block and $to_block
            and s.price is not null;
        """;
}
