namespace Souk.Research.Frames;

/// <summary>A table that cannot be made or asked as it was: the message says what does not fit.</summary>
/// <example><code>
/// try { warehouse.Sql("from nowhere"); }
/// catch (FrameException error) { Console.WriteLine(error.Message); }
/// </code></example>
public sealed class FrameException(string message, Exception? inner = null) : Exception(message, inner);
