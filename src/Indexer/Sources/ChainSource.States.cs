using Souk.Indexer.Endpoints;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sources;

/// <content>What contracts and accounts have after a block.</content>
public sealed partial class ChainSource
{
    private const string GetCode = "eth_getCode";

    /// <summary>Whether a contract's code is there.</summary>
    /// <param name="block">The state after this block, which full nodes drop; null for the head.</param>
    public async Task<bool> HasCodeAsync(Address contract, CancellationToken cancellation, long? block = null) =>
        await CallAsync(
            GetCode,
            result => Hex.Bytes(result.GetString() ?? "").Length > 0,
            cancellation,
            contract.ToString(),
            block is { } number ? Hex.Quantity(number) : Latest
        );

    /// <summary>What a contract answers to a call; null if its code fails.</summary>
    /// <param name="block">The state after this block, which full nodes drop; null for the head.</param>
    public async Task<byte[]?> CallContractAsync(
        Address contract,
        byte[] data,
        CancellationToken cancellation,
        long? block = null
    )
    {
        const string call = "eth_call";
        return await _pool.AskAsync(new Question(call), _trail, AskAsync, cancellation);

        async Task<byte[]?> AskAsync(Endpoint endpoint)
        {
            try
            {
                return await endpoint.CallAsync(
                    call,
                    result => Hex.Bytes(result.GetString() ?? ""),
                    cancellation,
                    new { to = contract.ToString(), data = Hex.From(data) },
                    block is { } number ? Hex.Quantity(number) : Latest
                );
            }
            catch (RpcException exception) when (!exception.IsTransient && FailedCall.IsCauseOf(exception))
            {
                return null;
            }
        }
    }

    /// <summary>Those who sent the transactions of a block, each once.</summary>
    public async Task<IReadOnlyList<Address>> ReadSendersAsync(long block, CancellationToken cancellation) =>
        await CallAsync(
            GetBlock,
            result =>
                result
                    .GetProperty("transactions")
                    .EnumerateArray()
                    .Select(transaction => Address.Parse(transaction.GetProperty("from").GetString() ?? ""))
                    .Distinct()
                    .ToList(),
            cancellation,
            Hex.Quantity(block),
            true
        );

    /// <summary>What one endpoint says of the state after a block: whether a contract has code there, and whether any of some
    /// accounts sent a transaction before or holds the chain's coin.</summary>
    internal Task<StateAnswer> ReadStateAsync(
        Address contract,
        IReadOnlyList<Address> accounts,
        long block,
        CancellationToken cancellation
    )
    {
        return _pool.AskAsync(new Question(GetCode), _trail, AskAsync, cancellation);

        async Task<StateAnswer> AskAsync(Endpoint endpoint)
        {
            bool hasCode = await HasAsync(endpoint, GetCode, contract, code => Hex.Bytes(code).Length > 0);
            bool hasAccount = false;
            for (int index = 0; index < accounts.Count && !hasAccount; index++)
            {
                hasAccount =
                    await HasAsync(endpoint, "eth_getTransactionCount", accounts[index], IsPositive)
                    || await HasAsync(endpoint, "eth_getBalance", accounts[index], IsPositive);
            }

            return new StateAnswer(endpoint.Name, hasCode, hasAccount);
        }

        Task<bool> HasAsync(Endpoint endpoint, string method, Address account, Func<string, bool> isThere) =>
            endpoint.CallAsync(
                method,
                result => isThere(result.GetString() ?? ""),
                cancellation,
                account.ToString(),
                Hex.Quantity(block)
            );

        static bool IsPositive(string quantity) => quantity.AsSpan(2).ContainsAnyExcept('0');
    }
}

/// <summary>What an endpoint says of the state after a block.</summary>
/// <param name="HasCode">Of the contract that was asked for.</param>
/// <param name="HasAccount">Whether one of the accounts that were asked for has anything.</param>
internal sealed record StateAnswer(string Endpoint, bool HasCode, bool HasAccount);
