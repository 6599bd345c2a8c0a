using System.Numerics;
using System.Text.Json;
using Souk.Indexer.Decoding;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Economy;

/// <summary>Laws of SingularityNET's contracts, from raw logs and view functions.</summary>
[Collection(SettledEconomyTests.Name)]
public sealed class SingularityNetEconomyTests(SettledEconomy economy)
{
    private readonly Address _token = economy.AddressOf("agix_token");
    private readonly Address _escrow = economy.AddressOf("escrow");

    [Fact]
    public async Task Escrow_holds_deposits_less_withdrawals_claims_are_earned_and_supply_is_minted_less_burned()
    {
        Entry[] deposits = await ReadAsync(_escrow, "DepositFunds(address indexed sender, uint256 amount)");
        Entry[] withdrawals = await ReadAsync(_escrow, "WithdrawFunds(address indexed sender, uint256 amount)");
        Entry[] claims = await ReadAsync(
            _escrow,
            "ChannelClaim(uint256 indexed channelId, uint256 nonce, address indexed recipient, uint256 claimAmount, "
                + "uint256 plannedAmount, uint256 sendBackAmount, uint256 keepAmount)"
        );
        Entry[] transfers = await ReadAsync(
            _token,
            "Transfer(address indexed from, address indexed to, uint256 value)"
        );

        BigInteger held = await AskAsync(_token, "balanceOf(address account) returns (uint256)", _escrow);
        held.ShouldBe(Sum(deposits, "amount") - Sum(withdrawals, "amount"));
        Sum(withdrawals, "amount").ShouldBeGreaterThan(BigInteger.Zero);
        claims.Length.ShouldBeGreaterThan(50);
        await CheckEarningsAsync(claims, withdrawals);

        BigInteger minted = Sum(transfers.Where(entry => entry.Party("from") == default), "value");
        BigInteger burned = Sum(transfers.Where(entry => entry.Party("to") == default), "value");
        BigInteger supply = await AskAsync(_token, "totalSupply() returns (uint256)");
        burned.ShouldBeGreaterThan(BigInteger.Zero);
        supply.ShouldBe(minted - burned);
    }

    [Fact]
    public async Task Channels_are_topped_up_extended_and_taken_back_after_their_time()
    {
        string[] signatures =
        [
            "ChannelAddFunds(uint256 indexed channelId, uint256 additionalFunds)",
            "ChannelExtend(uint256 indexed channelId, uint256 newExpiration)",
            "ChannelSenderClaim(uint256 indexed channelId, uint256 nonce, uint256 claimAmount)",
        ];

        foreach (string signature in signatures)
        {
            (await ReadAsync(_escrow, signature)).ShouldNotBeEmpty(signature);
        }
    }

    /// <summary>A provider never deposits, so what he claimed is what he withdrew and what is left.</summary>
    private async Task CheckEarningsAsync(Entry[] claims, Entry[] withdrawals)
    {
        foreach (IGrouping<Address, Entry> earned in claims.GroupBy(claim => claim.Party("recipient")))
        {
            IEnumerable<Entry> own = withdrawals.Where(entry => entry.Party("sender") == earned.Key);
            BigInteger left = await AskAsync(_escrow, "balances(address account) returns (uint256)", earned.Key);
            Sum(earned, "claimAmount").ShouldBe(left + Sum(own, "amount"));
        }
    }

    private static BigInteger Sum(IEnumerable<Entry> entries, string parameter) =>
        entries.Aggregate(BigInteger.Zero, (sum, entry) => sum + (BigInteger)entry.Values[parameter]);

    private async Task<Entry[]> ReadAsync(Address contract, string declaration)
    {
        EventSignature signature = EventSignature.Parse(declaration);
        var query = new
        {
            address = contract,
            fromBlock = "0x0",
            toBlock = "latest",
            topics = new object[] { signature.Topic0.ToString() },
        };
        JsonElement logs = await economy.Host.Rpc.CallAsync("eth_getLogs", CancellationToken.None, query);
        return [.. logs.EnumerateArray().Select(log => Entry.Read(signature, log))];
    }

    private async Task<BigInteger> AskAsync(Address to, string function, params object[] inputs)
    {
        string data = Hex.From(FunctionSignature.Parse(function).EncodeCall(inputs));
        JsonElement reply = await economy.Host.Rpc.CallAsync(
            "eth_call",
            CancellationToken.None,
            new { to, data },
            "latest"
        );
        return Hex.ToBigInteger(reply.GetString()!);
    }

    /// <summary>A chain log's parameters by name.</summary>
    private sealed record Entry(Dictionary<string, object> Values)
    {
        public Address Party(string parameter) => (Address)Values[parameter];

        public static Entry Read(EventSignature signature, JsonElement log)
        {
            Hash32[] topics =
            [
                .. log.GetProperty("topics").EnumerateArray().Select(topic => Hash32.Parse(topic.GetString()!)),
            ];
            object[] values = LogDecoder.DecodeValues(
                signature,
                topics,
                Hex.Bytes(log.GetProperty("data").GetString()!)
            );
            return new Entry(
                signature
                    .Parameters.Zip(values, (parameter, value) => (parameter.Name, value))
                    .ToDictionary(pair => pair.Name, pair => pair.value)
            );
        }
    }
}
