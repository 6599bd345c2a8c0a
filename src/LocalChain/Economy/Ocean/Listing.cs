using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Souk.Indexer.Decoding;
using Souk.LocalChain.Chain;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Ocean;

/// <summary>Puts a dataset on offer: NFT, datatoken and exchange in one transaction, and its description in the next block.
/// </summary>
internal sealed class Listing(World world, OceanContracts ocean)
{
    private const int TemplateIndex = 1;
    private const int Decimals = 18;

    /// <summary>Three clones and an exchange; measured at up to 1.5 million.</summary>
    private const long Gas = 4_000_000;

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

    /// <param name="onOffered">Gets the dataset once its block stands.</param>
    public void Publish(
        Address publisher,
        string name,
        string symbol,
        string description,
        int priceOcean,
        Action<Dataset> onOffered
    )
    {
        PlannedTransaction creation = ocean.NftFactory.Call(
            publisher,
            "createNftWithErc20WithFixedRate",
            new object[] { name, symbol, TemplateIndex, "ipfs://synthetic-demo/", true, publisher },
            DescribeDatatoken(name, symbol, publisher),
            DescribeExchange(publisher, priceOcean)
        );
        world.Writer.Add(
            creation with
            {
                Gas = Gas,
                OnMined = receipt =>
                {
                    ChainLog nft = receipt.Single(ocean.NftFactory.Address, NftCreated);
                    Describe(
                        publisher,
                        name,
                        description,
                        new Contract(new Address(nft.Word(0)[^Address.ByteCount..]), ocean.Nft)
                    );
                    ChainLog created = receipt.Single(ocean.Exchange.Address, ExchangeCreated);
                    var datatoken = new Contract(created.AddressAt(3), ocean.Datatoken);
                    onOffered(
                        new Dataset(publisher, created.Topics[1].ToBytes(), datatoken) { PriceOcean = priceOcean }
                    );
                },
            }
        );
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
            ocean.Exchange.Address,
            new object[] { ocean.Token.Address, owner, world.Cast.OceanMarket, default(Address) },
            new object[] { Decimals, Decimals, Units.Ocean(priceOcean), marketFee, withMint },
        ];
    }

    /// <summary>Puts the dataset's description on chain, neither compressed nor encrypted, with its hash.</summary>
    private void Describe(Address publisher, string name, string description, Contract nft)
    {
        byte[] document = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                name,
                type = "dataset",
                description,
            }
        );
        const int Active = 0;
        byte[] plain = [0];
        world.Call(
            publisher,
            nft,
            "setMetaData",
            Active,
            "",
            "",
            plain,
            document,
            SHA256.HashData(document),
            Array.Empty<object>()
        );
    }
}
