using System.Text;
using System.Text.Json;

namespace Souk.Warehouse.Archives;

/// <summary>The list of an archive's segments: a file of JSON lines that only grows. Each line has the hash of the one
/// before, so whoever keeps a seal can tell whether anything before it was changed.</summary>
internal sealed class ArchiveLog : IDisposable
{
    public const string FileName = "segments.jsonl";

    private readonly FileStream _stream;
    private readonly List<ArchiveSegment> _segments = [];
    private readonly List<string> _seals = [];

    private ArchiveLog(string folder, FileStream stream)
    {
        Folder = folder;
        _stream = stream;
    }

    public string Folder { get; }

    public IReadOnlyList<ArchiveSegment> Segments => _segments;

    /// <summary>The seal after each segment.</summary>
    public IReadOnlyList<string> Seals => _seals;

    public string Seal => _seals.Count == 0 ? ArchiveSegment.NoSeal : _seals[^1];

    /// <summary>Bytes of a line at the end that a crash cut short; 0 for none.</summary>
    public int TornBytes { get; private set; }

    /// <summary>Opens the log of an archive for writing, or begins one; no other process can meanwhile.</summary>
    /// <exception cref="ArchiveException">A line was changed, or the folder is not an archive.</exception>
    /// <exception cref="IOException">Held by another process, or not writable.</exception>
    public static ArchiveLog OpenToWrite(string folder)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path) && Directory.EnumerateFileSystemEntries(folder).FirstOrDefault() is { } entry)
        {
            throw new ArchiveException(
                $"{folder} has {Path.GetFileName(entry)}, but no {FileName}: it is not an archive. Name an empty or a new "
                    + "folder.",
                isDiscrepancy: false
            );
        }

        ArchiveLog log = Open(folder, path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        if (log.TornBytes > 0)
        {
            log._stream.SetLength(log._stream.Length - log.TornBytes);
            log.TornBytes = 0;
        }

        log._stream.Seek(0, SeekOrigin.End);
        return log;
    }

    /// <exception cref="ArchiveException">There is no archive, or a line was changed.</exception>
    public static ArchiveLog OpenToRead(string folder)
    {
        string path = Path.Combine(folder, FileName);
        return File.Exists(path)
            ? Open(folder, path, FileMode.Open, FileAccess.Read)
            : throw new ArchiveException(
                $"{path} does not exist: {folder} is not an archive. Begin one with: souk archive --db FILE --out {folder}",
                isDiscrepancy: false
            );
    }

    /// <summary>The last segment of a chain; null if it has none.</summary>
    public ArchiveSegment? FindLast(long chainId) => _segments.FindLast(segment => segment.ChainId == chainId);

    /// <summary>Adds a segment, whose files are on disk. When this returns, so is the line.</summary>
    public void Append(ArchiveSegment segment)
    {
        string line = segment.ToLine();
        Accept(line, segment);
        _stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _stream.Flush(flushToDisk: true);
    }

    public void Dispose() => _stream.Dispose();

    private static ArchiveLog Open(string folder, string path, FileMode mode, FileAccess access)
    {
        FileShare share = access == FileAccess.Read ? FileShare.ReadWrite : FileShare.Read;
        var log = new ArchiveLog(folder, new FileStream(path, mode, access, share));
        try
        {
            log.ReadLines();
            return log;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    private void ReadLines()
    {
        using var reader = new StreamReader(_stream, new UTF8Encoding(false), false, -1, leaveOpen: true);
        string text = reader.ReadToEnd();
        int end = text.LastIndexOf('\n') + 1;
        TornBytes = Encoding.UTF8.GetByteCount(text.AsSpan(end));
        foreach (string line in text[..end].Split('\n')[..^1])
        {
            try
            {
                Accept(line, ArchiveSegment.Parse(line));
            }
            catch (Exception exception) when (exception is JsonException or ArgumentException)
            {
                throw Changed($"is not a segment: {exception.Message}");
            }
        }
    }

    private void Accept(string line, ArchiveSegment segment)
    {
        if (segment.Sequence != _segments.Count + 1)
        {
            throw Changed($"has number {segment.Sequence}");
        }

        if (segment.Previous != Seal)
        {
            throw Changed($"follows a line with SHA-256 {segment.Previous}, but the one before it has {Seal}");
        }

        if (FindLast(segment.ChainId) is { } last && segment.Range.From != last.ToBlock + 1)
        {
            throw Changed(
                $"begins at block {segment.FromBlock} of chain {segment.ChainId}, but the one before ends at {last.ToBlock}"
            );
        }

        _segments.Add(segment);
        _seals.Add(ArchiveSegment.SealOf(line));
    }

    private ArchiveException Changed(string what) =>
        new(
            $"Archive {Folder}: line {_segments.Count + 1} of {FileName} {what}. The archive was changed after it was "
                + "written; use a copy that was not.",
            isDiscrepancy: true
        );
}
