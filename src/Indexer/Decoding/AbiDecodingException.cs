namespace Souk.Indexer.Decoding;

/// <summary>Chain data that is not an encoding of the declared type.</summary>
public sealed class AbiDecodingException : Exception
{
    public AbiDecodingException(string parameter, string type, int? offset, string message)
        : base(message)
    {
        Parameter = parameter;
        Type = type;
        Offset = offset;
    }

    /// <summary>The parameter of the event or function; <c>arg0</c>, <c>arg1</c>… where it has no name; empty when
    /// the log as a whole is wrong.</summary>
    public string Parameter { get; }

    /// <summary>The innermost type that did not fit.</summary>
    public string Type { get; }

    /// <summary>The byte of the data it was read at; null when it was read from a topic.</summary>
    public int? Offset { get; }
}
