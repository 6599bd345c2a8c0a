namespace Souk.Warehouse.Archives;

/// <summary>Reads an archive whole and tells whether it is what was written. Needs no warehouse.</summary>
public static class ArchiveCheck
{
    /// <param name="seal">A seal that was kept; null for none.</param>
    /// <exception cref="ArchiveException">The first thing that is not as it was written, or the seal is none of this
    /// archive's.</exception>
    public static ArchiveSummary Run(
        string folder,
        string? seal,
        IProgress<ArchiveProgress> progress,
        CancellationToken cancellation
    )
    {
        using ArchiveLog log = ArchiveLog.OpenToRead(Path.GetFullPath(folder));
        if (seal is not null && !log.Seals.Contains(seal, StringComparer.OrdinalIgnoreCase))
        {
            throw Fault(
                log,
                $"never had the seal {seal}: it is another archive, or lines up to that seal were changed."
            );
        }

        for (int index = 0; index < log.Segments.Count; index++)
        {
            ArchiveSegment segment = log.Segments[index];
            progress.Report(
                new ArchiveProgress(
                    (double)index / log.Segments.Count,
                    $"chain {segment.ChainId}, blocks {segment.Range}"
                )
            );
            foreach (ArchivedFile file in segment.Files)
            {
                cancellation.ThrowIfCancellationRequested();
                Check(log, file);
            }
        }

        if (ArchiveFolder.FindUnlisted(log).FirstOrDefault() is { } unlisted)
        {
            throw Fault(
                log,
                $"has the file {unlisted}, which {ArchiveLog.FileName} does not list. If archiving was interrupted, run "
                    + "'souk archive' again; otherwise move the file away."
            );
        }

        return log.TornBytes == 0
            ? ArchiveSummary.Of(log, newSegments: 0)
            : throw Fault(log, $"has an unfinished line in {ArchiveLog.FileName}. Run 'souk archive' again.");
    }

    private static void Check(ArchiveLog log, ArchivedFile file)
    {
        var info = new FileInfo(Path.Combine(log.Folder, file.Path));
        if (!info.Exists)
        {
            throw Fault(log, $"lacks the file {file.Path}. Copy it from elsewhere.");
        }

        if (info.Length != file.Bytes)
        {
            throw Fault(log, $"has {info.Length} bytes in {file.Path}, but {file.Bytes} were written.");
        }

        if (ArchivedFile.HashOf(info.FullName) is { } hash && hash != file.Sha256)
        {
            throw Fault(log, $"has SHA-256 {hash} for {file.Path}, but {file.Sha256} was written.");
        }
    }

    private static ArchiveException Fault(ArchiveLog log, string what) =>
        new($"Archive {log.Folder} {what}", isDiscrepancy: true);
}
