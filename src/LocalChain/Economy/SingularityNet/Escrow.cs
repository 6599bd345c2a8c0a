using System.Numerics;
using Souk.Indexer.Decoding;
using Souk.LocalChain.Chain;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.SingularityNet;

/// <summary>Calls the Multi-Party Escrow and keeps the same books as it does, in the order of the transactions, so that
/// no script asks the chain for balances or nonces.</summary>
internal sealed class Escrow(World world, SingularityNetContracts snet)
{
    private static readonly AbiType Word = AbiType.Parse("uint256");

    private readonly Dictionary<Address, BigInteger> _balances = [];
    private readonly List<Channel> _channels = [];

    public IReadOnlyList<Channel> Channels => _channels;

    /// <summary>Deposited or earned, and in no channel.</summary>
    public BigInteger BalanceOf(Address account) => _balances.GetValueOrDefault(account);

    /// <summary>Days until the consumer can take the value back, rounded down; negative once he can.</summary>
    public long DaysLeft(Channel channel) =>
        (channel.ExpirationBlock - PlannedBlock) / world.Options.BlocksPerDay
        - (channel.ExpirationBlock <= PlannedBlock ? 1 : 0);

    /// <summary>Brings tokens in, if the account has them.</summary>
    public bool TryDeposit(Address account, BigInteger amount)
    {
        if (!world.Holdings.TrySpend(snet.Token.Address, account, amount))
        {
            return false;
        }

        world.Allow(snet.Token, account, snet.Escrow);
        world.Call(account, snet.Escrow, "deposit", amount);
        Add(account, amount);
        return true;
    }

    /// <summary>Deposits and opens in one transaction, if the consumer has the tokens.</summary>
    public bool TryDepositAndOpen(Address consumer, Organisation organisation, BigInteger amount, int days)
    {
        if (!world.Holdings.TrySpend(snet.Token.Address, consumer, amount))
        {
            return false;
        }

        world.Allow(snet.Token, consumer, snet.Escrow);
        Add(consumer, amount);
        Open("depositAndOpenChannel", consumer, organisation, amount, days);
        return true;
    }

    /// <summary>Opens a channel with an amount that the balance covers.</summary>
    public void Open(Address consumer, Organisation organisation, BigInteger amount, int days) =>
        Open("openChannel", consumer, organisation, amount, days);

    /// <param name="amount">Covered by the balance.</param>
    public void AddFunds(Channel channel, BigInteger amount)
    {
        world.Call(channel.Consumer, snet.Escrow, "channelAddFunds", channel.Id, amount);
        Add(channel.Consumer, -amount);
        channel.Value += amount;
    }

    /// <param name="days">From now.</param>
    public void Extend(Channel channel, int days)
    {
        channel.ExpirationBlock = Math.Max(channel.ExpirationBlock, BlockAfter(days));
        world.Call(channel.Consumer, snet.Escrow, "channelExtend", channel.Id, channel.ExpirationBlock);
    }

    /// <summary>The organisation collects up to what the consumer signed for.</summary>
    /// <param name="amount">At most <see cref="Channel.Owed"/>.</param>
    /// <param name="isSendback">The rest goes to the consumer's balance and the channel is suspended.</param>
    public async Task ClaimAsync(Channel channel, BigInteger amount, bool isSendback, CancellationToken cancellation)
    {
        Address provider = channel.Organisation.Account;
        BigInteger signed = channel.Owed;
        byte[] message = ComposeClaim(channel, signed);
        Signature signature = await world.Writer.SignAsync(channel.Consumer, message, cancellation);
        world.Call(
            provider,
            snet.Escrow,
            "channelClaim",
            [channel.Id, amount, signed, signature.V, signature.R, signature.S, isSendback]
        );
        Add(provider, amount);
        BigInteger left = channel.Value - amount;
        Add(channel.Consumer, isSendback ? left : BigInteger.Zero);
        channel.Settle(left, isSendback);
    }

    /// <summary>The consumer takes back what an expired channel holds.</summary>
    public void ClaimTimeout(Channel channel)
    {
        world.Call(channel.Consumer, snet.Escrow, "channelClaimTimeout", channel.Id);
        Add(channel.Consumer, channel.Value);
        channel.Settle(BigInteger.Zero, isSendback: true);
    }

    /// <summary>Takes tokens out, if there is a balance.</summary>
    public void WithdrawAll(Address account)
    {
        BigInteger balance = BalanceOf(account);
        if (balance > BigInteger.Zero)
        {
            world.Call(account, snet.Escrow, "withdraw", balance);
            Add(account, -balance);
        }
    }

    private long PlannedBlock => world.Writer.BlockNumber + 1;

    private void Open(string function, Address consumer, Organisation organisation, BigInteger amount, int days)
    {
        long expiration = BlockAfter(days);
        world.Call(
            consumer,
            snet.Escrow,
            function,
            [consumer, organisation.Account, organisation.GroupId, amount, expiration]
        );
        Add(consumer, -amount);
        _channels.Add(
            new Channel(_channels.Count, consumer, organisation) { Value = amount, ExpirationBlock = expiration }
        );
    }

    /// <summary>The packed message of MultiPartyEscrow.channelClaim; signing adds the prefix of EIP-191.</summary>
    private byte[] ComposeClaim(Channel channel, BigInteger amount) =>
        Keccak256.Hash([
            .. "__MPE_claim_message"u8,
            .. snet.Escrow.Address.ToBytes(),
            .. AbiEncoder.Encode([Word, Word, Word], [channel.Id, channel.Nonce, amount]),
        ]);

    private long BlockAfter(int days) => PlannedBlock + (long)days * world.Options.BlocksPerDay;

    private void Add(Address account, BigInteger amount) => _balances[account] = BalanceOf(account) + amount;
}
