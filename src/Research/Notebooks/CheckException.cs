namespace Souk.Research.Notebooks;

/// <summary>A study does not show what it says: its data, its code or its words must change.</summary>
public sealed class CheckException(string message) : Exception(message);
