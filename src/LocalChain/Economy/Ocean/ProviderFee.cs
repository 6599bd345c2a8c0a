using System.Text;
using Souk.Indexer.Decoding;
using Souk.LocalChain.Chain;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Ocean;

/// <summary>What a provider asks for serving an order, with his signature: here nothing, for good.</summary>
/// <remarks>A datatoken wants the signature even of a fee of zero. As amount and time are fixed, one serves all orders.
/// </remarks>
internal sealed class ProviderFee
{
    private const int AmountAndTimeByteCount = 64;

    private static readonly byte[] Data = Encoding.UTF8.GetBytes("synthetic demo");

    private readonly Address _provider;
    private readonly Address _token;
    private readonly Signature _signature;

    private ProviderFee(Address provider, Address token, Signature signature)
    {
        _provider = provider;
        _token = token;
        _signature = signature;
    }

    /// <summary>The contract's tuple: address, token, amount, v, r, s, valid until, data.</summary>
    public object[] Tuple =>
        [_provider, _token, 0, _signature.V, _signature.R.ToBytes(), _signature.S.ToBytes(), 0, Data];

    public static async Task<ProviderFee> SignAsync(
        BlockWriter writer,
        Address provider,
        Address token,
        CancellationToken cancellation
    )
    {
        byte[] packed = [.. Data, .. provider.ToBytes(), .. token.ToBytes(), .. new byte[AmountAndTimeByteCount]];
        Signature signature = await writer.SignAsync(provider, Keccak256.Hash(packed), cancellation);
        return new ProviderFee(provider, token, signature);
    }
}
