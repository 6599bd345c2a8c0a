namespace Souk.Indexer.Proofs;

/// <summary>What endpoints claimed and hashes disproved; what is stored is free of it. Safe for concurrent use.</summary>
public sealed class DisprovedClaims
{
    /// <summary>The first so many are kept in words; all are counted.</summary>
    public const int TextsMax = 20;

    private readonly Lock _lock = new();
    private readonly List<string> _texts = [];
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    /// <summary>Each names endpoint and block.</summary>
    public IReadOnlyList<string> Texts
    {
        get
        {
            lock (_lock)
            {
                return [.. _texts];
            }
        }
    }

    internal void Add(IReadOnlyList<string> claims)
    {
        lock (_lock)
        {
            _count += claims.Count;
            _texts.AddRange(claims.Take(TextsMax - _texts.Count));
        }
    }
}
