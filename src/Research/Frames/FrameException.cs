namespace Souk.Research.Frames;

/// <summary>A table that cannot be made or asked as it was: the message says what does not fit.</summary>
public sealed class FrameException(string message, Exception? inner = null) : Exception(message, inner);
