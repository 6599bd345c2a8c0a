namespace Souk.Warehouse.Archives;

/// <summary>What an archive has.</summary>
/// <param name="NewSegments">Added by this run; 0 for a check.</param>
/// <param name="Seal">SHA-256 of the last line of the log: keep it, and a later check can prove that nothing before it was
/// changed.</param>
public sealed record ArchiveSummary(
    int Segments,
    int NewSegments,
    IReadOnlyList<ArchivedChain> Chains,
    long Rows,
    long Bytes,
    string Seal
)
{
    internal static ArchiveSummary Of(ArchiveLog log, int newSegments)
    {
        ArchivedFile[] files = [.. log.Segments.SelectMany(segment => segment.Files)];
        ArchivedChain[] chains =
        [
            .. log
                .Segments.GroupBy(segment => segment.ChainId)
                .OrderBy(chain => chain.Key)
                .Select(chain => new ArchivedChain(chain.Key, chain.First().FromBlock, chain.Last().ToBlock)),
        ];
        return new ArchiveSummary(
            log.Segments.Count,
            newSegments,
            chains,
            files.Sum(file => file.Rows),
            files.Sum(file => file.Bytes),
            log.Seal
        );
    }
}

/// <summary>Archived blocks of a chain, without gaps.</summary>
public sealed record ArchivedChain(long ChainId, long FromBlock, long ToBlock);

/// <summary>How far archiving or checking is.</summary>
/// <param name="Fraction">From 0 to 1.</param>
/// <param name="Segment">The segment at hand, in words.</param>
public readonly record struct ArchiveProgress(double Fraction, string Segment);
