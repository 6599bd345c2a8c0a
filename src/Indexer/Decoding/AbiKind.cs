namespace Souk.Indexer.Decoding;

/// <summary>The shapes a Solidity type can have.</summary>
public enum AbiKind
{
    Unsigned,
    Signed,
    Address,
    Bool,

    /// <summary><c>bytes1</c> to <c>bytes32</c>, and <c>function</c> (24 bytes).</summary>
    FixedBytes,
    Bytes,
    String,
    FixedArray,
    Array,
    Tuple,
}
