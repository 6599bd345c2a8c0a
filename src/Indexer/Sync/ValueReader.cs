using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Asks a contract for the values that its kind declares.</summary>
internal static class ValueReader
{
    /// <summary>Reads what contracts of a range, known or discovered in it, were not yet asked for and have code to answer.
    /// </summary>
    public static async Task<IReadOnlyList<ContractValues>> ReadAsync(
        FetchedRange fetched,
        ContractSet contracts,
        IReadOnlyList<ChainContract> discovered,
        CancellationToken cancellation
    )
    {
        List<ContractValues> values = [];
        foreach (ChainContract contract in contracts.ReadIn(fetched.Range).Concat(discovered))
        {
            if (!contracts.HasValues(contract) && await fetched.Source.HasCodeAsync(contract.Address, cancellation))
            {
                values.Add(await ReadAsync(fetched.Source, contract, fetched.Range, cancellation));
            }
        }

        return values;
    }

    /// <summary>Reads at the head: constant values do not depend on the block, and full nodes drop old state. Values
    /// that change are read at the contract's first block, and need a node that kept it.</summary>
    public static async Task<ContractValues> ReadAsync(
        ChainSource source,
        ChainContract contract,
        BlockRange range,
        CancellationToken cancellation
    )
    {
        List<object?> results = [];
        foreach (ValueCall call in contract.Kind.Values)
        {
            byte[] data = call.Function.EncodeCall();
            long? block = call.At == ValueTime.Block ? contract.FromBlock : null;
            byte[]? reply = await source.CallContractAsync(contract.Address, data, cancellation, block);
            results.Add(reply is null ? null : Decode(call.Function, reply));
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
