using System.Numerics;
using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Asks tokens for the decimals that manifests state: with others every amount would be shown wrong by a power of ten.
/// </summary>
internal static class DecimalsCheck
{
    // EIP-20, optional: a token without it answers with an error or not at all.
    private static readonly FunctionSignature s_decimals = FunctionSignature.Parse("decimals() returns (uint256)");

    /// <summary>Asks at the head, since a token's decimals do not change. What has no code yet, or no such function, is taken
    /// as the manifest says.</summary>
    /// <exception cref="SyncException">A token answers another number.</exception>
    public static async Task RequireAsync(ChainManifest chain, ChainSource source, CancellationToken cancellation)
    {
        foreach ((Manifest manifest, TokenEntry token) in chain.Tokens.Where(entry => entry.Token.Kind == "erc20"))
        {
            if (await AskAsync(token.Address, source, cancellation) is { } answered && answered != token.Decimals)
            {
                throw new SyncException(
                    SyncProblem.WrongDecimals,
                    $"{manifest.Path} gives {token.Symbol} {token.Decimals} decimals, but decimals() of {token.Address} on "
                        + $"chain {chain.ChainId} answers {answered}. Correct the number or the address; nothing was stored."
                );
            }
        }
    }

    private static async Task<BigInteger?> AskAsync(Address token, ChainSource source, CancellationToken cancellation)
    {
        try
        {
            byte[]? reply = await source.CallContractAsync(token, s_decimals.EncodeCall(), cancellation);
            return reply is null or [] ? null : (BigInteger)s_decimals.DecodeResult(reply)[0];
        }
        catch (Exception unanswered) when (unanswered is AbiDecodingException or RpcException { IsTransient: false })
        {
            // Another contract's fallback, or an endpoint that serves no calls.
            return null;
        }
    }
}
