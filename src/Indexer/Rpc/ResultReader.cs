using System.Text.Json;

namespace Souk.Indexer.Rpc;

/// <summary>Reads the result of a call from UTF-8.</summary>
/// <param name="result">At the first token of the result, which may be null; to be left at the last. Its bytes are valid
/// only during the call.</param>
/// <exception cref="FormatException">The result is not what was asked for.</exception>
public delegate void ResultReader(ref Utf8JsonReader result);
