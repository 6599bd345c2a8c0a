using System.Numerics;
using System.Text.Json;
using Souk.Indexer.Rpc;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Chain;

/// <summary>Collects transactions of unlocked accounts and mines them as one block, in the order they were added.
/// </summary>
/// <remarks>
/// Equal transactions give equal block hashes: nonces are explicit, a falling gas price fixes the order (anvil sorts
/// by fees), the pool is complete before the block is mined, and its time is given.
/// </remarks>
internal sealed class BlockWriter(AnvilHost host)
{
    /// <summary>Most transactions in one block, and so the highest gas price in wei. The base fee is zero.</summary>
    public const int TransactionsMax = 900;

    private readonly Dictionary<Address, long> _nonces = [];
    private readonly List<PlannedTransaction> _planned = [];

    public RpcClient Rpc => host.Rpc;

    /// <summary>The last mined block; 0 is genesis.</summary>
    public long BlockNumber { get; private set; }

    public long TransactionCount { get; private set; }

    public long LogCount { get; private set; }

    /// <summary>Unix seconds of the last mined block.</summary>
    public long Time { get; private set; } = host.Options.GenesisTime;

    public void Add(PlannedTransaction transaction) => _planned.Add(transaction);

    /// <param name="time">Unix seconds, after the last block's.</param>
    /// <returns>The receipts in the order of the transactions.</returns>
    /// <exception cref="LocalChainException">A transaction failed; the message names it and its reason.</exception>
    public async Task<IReadOnlyList<Receipt>> MineAsync(long time, CancellationToken cancellation)
    {
        PlannedTransaction[] block = [.. _planned];
        _planned.Clear();
        IReadOnlyList<JsonElement> sent = await SendAsync(block, cancellation);
        await Rpc.CallAsync("evm_mine", cancellation, new { timestamp = time });
        BlockNumber++;
        Time = time;
        JsonElement json = await Rpc.CallAsync("eth_getBlockReceipts", cancellation, Hex.Quantity(BlockNumber));
        Receipt[] receipts = [.. json.EnumerateArray().Select(Receipt.FromJson)];
        await CheckAsync(block, sent, receipts, cancellation);
        for (int index = 0; index < block.Length; index++)
        {
            block[index].OnMined?.Invoke(receipts[index]);
            LogCount += receipts[index].Logs.Count;
        }

        TransactionCount += block.Length;
        return receipts;
    }

    /// <summary>A signature of an unlocked account over <paramref name="message"/> with the prefix of EIP-191.</summary>
    public async Task<Signature> SignAsync(Address account, byte[] message, CancellationToken cancellation)
    {
        JsonElement signed = await Rpc.CallAsync("eth_sign", cancellation, account, Hex.From(message));
        return Signature.FromBytes(Hex.Bytes(signed.GetString()!));
    }

    private async Task<IReadOnlyList<JsonElement>> SendAsync(PlannedTransaction[] block, CancellationToken cancellation)
    {
        long gas = block.Sum(transaction => transaction.Gas);
        if (block.Length > TransactionsMax || gas > host.Options.GasLimit)
        {
            throw new LocalChainException(
                $"Block {BlockNumber + 1} would hold {block.Length} transactions and {gas} gas; at most "
                    + $"{TransactionsMax} and {host.Options.GasLimit} fit."
            );
        }

        IReadOnlyList<JsonElement> sent = await Rpc.CallBatchAsync([.. block.Select(Describe)], cancellation);
        JsonElement pool = await Rpc.CallAsync("txpool_status", cancellation);
        long pending = Hex.ToLong(pool.GetProperty("pending").GetString()!);
        if (pending != block.Length)
        {
            throw new LocalChainException($"The pool holds {pending} transactions, not the {block.Length} sent.");
        }

        return sent;
    }

    private RpcCall Describe(PlannedTransaction transaction, int index)
    {
        long nonce = _nonces.GetValueOrDefault(transaction.From);
        _nonces[transaction.From] = nonce + 1;
        return new RpcCall(
            "eth_sendTransaction",
            CallOf(transaction, ("nonce", Hex.Quantity(nonce)), ("gasPrice", Hex.Quantity(TransactionsMax - index)))
        );
    }

    private async Task CheckAsync(
        PlannedTransaction[] block,
        IReadOnlyList<JsonElement> hashes,
        Receipt[] receipts,
        CancellationToken cancellation
    )
    {
        if (!receipts.Select(receipt => receipt.TransactionHash).SequenceEqual(hashes.Select(hash => hash.GetString())))
        {
            throw new LocalChainException(
                $"Block {BlockNumber} holds {receipts.Length} transactions, but not the {block.Length} sent in order."
            );
        }

        int failed = Array.FindIndex(receipts, receipt => !receipt.Succeeded);
        if (failed >= 0)
        {
            PlannedTransaction transaction = block[failed];
            string reason =
                receipts[failed].GasUsed >= transaction.Gas
                    ? $"out of {transaction.Gas} gas"
                    : await ReadReasonAsync(transaction, cancellation);
            throw new LocalChainException(
                $"{transaction.Name} by {transaction.From} failed in block {BlockNumber}: {reason}."
            );
        }
    }

    /// <summary>Asks the call again on the state after the block, which is close enough to explain most reverts.
    /// </summary>
    private async Task<string> ReadReasonAsync(PlannedTransaction transaction, CancellationToken cancellation)
    {
        try
        {
            await Rpc.CallAsync("eth_call", cancellation, CallOf(transaction), Hex.Quantity(BlockNumber));
            return "reverted, but succeeds on the state after the block";
        }
        catch (RpcException refusal)
        {
            return $"{refusal.Message} {refusal.Data}".Trim();
        }
    }

    private static Dictionary<string, object?> CallOf(
        PlannedTransaction transaction,
        params (string Key, string Value)[] more
    )
    {
        var call = new Dictionary<string, object?>
        {
            ["from"] = transaction.From.ToString(),
            ["data"] = Hex.From(transaction.Data),
            ["gas"] = Hex.Quantity(transaction.Gas),
        };
        if (transaction.To is { } to)
        {
            call["to"] = to.ToString();
        }

        if (transaction.Value > BigInteger.Zero)
        {
            call["value"] = Hex.Quantity(transaction.Value);
        }

        foreach ((string key, string value) in more)
        {
            call[key] = value;
        }

        return call;
    }
}
