using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Asks a contract for the values that its kind declares.</summary>
internal static class ValueReader
{
    /// <summary>Reads at the head: constant values do not depend on the block, and full nodes drop old state.</summary>
    public static async Task<ContractValues> ReadAsync(
        ChainSource source,
        ChainContract contract,
        BlockRange range,
        CancellationToken cancellation
    )
    {
        List<object?> results = [];
        foreach (FunctionSignature function in contract.Kind.Values)
        {
            byte[]? reply = await source.CallContractAsync(contract.Address, function.EncodeCall(), cancellation);
            results.Add(reply is null ? null : Decode(function, reply));
        }

        return new ContractValues(contract, Math.Max(contract.FromBlock, range.From), results);
    }

    private static object? Decode(FunctionSignature function, byte[] reply)
    {
        try
        {
            return function.DecodeResult(reply)[0];
        }
        catch (AbiDecodingException)
        {
            return null;
        }
    }
}
