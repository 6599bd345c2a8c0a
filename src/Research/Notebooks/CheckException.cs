namespace Souk.Research.Notebooks;

/// <summary>A study does not show what it says: its data, its code or its words must change.</summary>
/// <example><code>
/// try { Study.Claim(run.Last("supply") &gt; 0, "the supply is positive"); }
/// catch (CheckException error) { Console.WriteLine(error.Message); }
/// </code></example>
public sealed class CheckException(string message) : Exception(message);
