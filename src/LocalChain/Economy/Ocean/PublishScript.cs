using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Souk.Indexer.Decoding;
using Souk.LocalChain.Chain;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Ocean;

/// <summary>Publishers put datasets on offer, each as NFT, datatoken and exchange in one transaction.</summary>
internal sealed class PublishScript : IScript
{
    private const int DatasetCount = 50;

    /// <summary>Some of those who bring data to Masa publish on Ocean too.</summary>
    private const int PublisherCount = 20;
    private const int FoundingPerMille = 300;
    private const int FoundingDays = 14;
    private const int PriceOceanMin = 40;
    private const int PriceOceanMax = 600;
    private const int TemplateIndex = 1;
    private const int Decimals = 18;

    /// <summary>Who comes later waits for the next block: its gas is limited.</summary>
    private const int PerBlockMax = 5;

    /// <summary>Three clones and an exchange; measured at up to 1.5 million.</summary>
    private const long Gas = 4_000_000;

    private static readonly string[] Topics =
    [
        "Air quality",
        "Power load",
        "Road traffic",
        "Soil moisture",
        "Retail footfall",
        "River levels",
        "Crop images",
        "Speech samples",
        "Port calls",
        "Parking",
    ];

    private static readonly string[] Places = ["Lagos", "Lima", "Osaka", "Porto", "Pune"];

    private static readonly Hash32 ExchangeCreated = EventSignature
        .Parse(
            "ExchangeCreated(bytes32 indexed exchangeId, address indexed baseToken, address indexed datatoken, "
                + "address exchangeOwner, uint256 fixedRate)"
        )
        .Topic0;

    private static readonly Hash32 NftCreated = EventSignature
        .Parse(
            "NFTCreated(address newTokenAddress, address indexed templateAddress, string tokenName, "
                + "address indexed admin, string symbol, string tokenURI, bool transferable, address indexed creator)"
        )
        .Topic0;

    private readonly World _world;
    private readonly OceanContracts _ocean;
    private readonly List<Dataset> _datasets;
    private readonly SeededStream _stream;
    private readonly int[] _days = new int[DatasetCount];
    private int _published;

    /// <param name="datasets">Gets each dataset once its block stands.</param>
    public PublishScript(World world, OceanContracts ocean, List<Dataset> datasets)
    {
        _world = world;
        _ocean = ocean;
        _datasets = datasets;
        _stream = world.Stream("ocean publishers");
        for (int index = 0; index < DatasetCount; index++)
        {
            int days = Math.Max(1, world.Options.Days * 8 / 10);
            _days[index] = _stream.Below(_stream.Chance(FoundingPerMille) ? Math.Min(FoundingDays, days) : days);
        }

        Array.Sort(_days);
    }

    public Task PlanAsync(CancellationToken cancellation)
    {
        for (int count = 0; count < PerBlockMax && IsDue(); count++)
        {
            Publish(_published++);
        }

        return Task.CompletedTask;
    }

    private bool IsDue() => _published < DatasetCount && _days[_published] <= _world.Day;

    private void Publish(int index)
    {
        Address publisher = _stream.Pick([.. _world.Cast.Contributors.Take(PublisherCount)]);
        int price = _stream.Between(PriceOceanMin, PriceOceanMax);
        string name = $"{Topics[index % Topics.Length]}, {Places[index / Topics.Length]}";
        string symbol = string.Create(CultureInfo.InvariantCulture, $"DATA-{index + 1:00}");
        PlannedTransaction creation = _ocean.NftFactory.Call(
            publisher,
            "createNftWithErc20WithFixedRate",
            new object[] { name, symbol, TemplateIndex, "ipfs://synthetic-demo/", true, publisher },
            DescribeDatatoken(name, symbol, publisher),
            DescribeExchange(publisher, price)
        );
        _world.Writer.Add(creation with { Gas = Gas, OnMined = receipt => Offer(publisher, name, price, receipt) });
    }

    /// <summary>Neither a payment collector, so the NFT's owner is paid, nor a fee on orders; the market lives on swaps.
    /// </summary>
    private static object[] DescribeDatatoken(string name, string symbol, Address minter) =>
        [
            TemplateIndex,
            new object[] { name, symbol },
            new object[] { minter, default(Address), default(Address), default(Address) },
            new object[] { Units.Unlimited, 0 },
            Array.Empty<object>(),
        ];

    private object[] DescribeExchange(Address owner, int priceOcean)
    {
        BigInteger marketFee = Units.Ocean(OrderScript.PublishMarketFeePerMille) / 1000;
        int withMint = 1;
        return
        [
            _ocean.Exchange.Address,
            new object[] { _ocean.Token.Address, owner, _world.Cast.OceanMarket, default(Address) },
            new object[] { Decimals, Decimals, Units.Ocean(priceOcean), marketFee, withMint },
        ];
    }

    private void Offer(Address publisher, string name, int priceOcean, Receipt receipt)
    {
        ChainLog nft = receipt.Single(_ocean.NftFactory.Address, NftCreated);
        Describe(publisher, name, new Contract(new Address(nft.Word(0)[^Address.ByteCount..]), _ocean.Nft));
        ChainLog created = receipt.Single(_ocean.Exchange.Address, ExchangeCreated);
        var datatoken = new Contract(created.AddressAt(3), _ocean.Datatoken);
        _datasets.Add(new Dataset(publisher, created.Topics[1].ToBytes(), datatoken) { PriceOcean = priceOcean });
    }

    /// <summary>Puts the dataset's description on chain, neither compressed nor encrypted, with its hash.</summary>
    private void Describe(Address publisher, string name, Contract nft)
    {
        byte[] description = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                name,
                type = "dataset",
                description = "Synthetic demo",
            }
        );
        const int Active = 0;
        byte[] plain = [0];
        _world.Call(
            publisher,
            nft,
            "setMetaData",
            Active,
            "",
            "",
            plain,
            description,
            SHA256.HashData(description),
            Array.Empty<object>()
        );
    }
}
