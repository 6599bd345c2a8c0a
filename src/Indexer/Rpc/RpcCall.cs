namespace Souk.Indexer.Rpc;

/// <summary>One JSON-RPC call. Parameters are what <see cref="RpcJson"/> writes: strings, numbers, booleans, null,
/// lists, dictionaries and anonymous objects; addresses, hashes, byte[] and BigInteger go as hex.</summary>
public sealed record RpcCall(string Method, params object?[] Parameters);
