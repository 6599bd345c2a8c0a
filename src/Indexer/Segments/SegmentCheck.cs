using Souk.Warehouse.Values;

namespace Souk.Indexer.Segments;

/// <summary>Whether segments are all there, belong together, and are as they were written. Nothing is stored before.</summary>
internal static class SegmentCheck
{
    /// <exception cref="SegmentException">They are not; names the first that is wrong.</exception>
    public static void Check(IReadOnlyList<(string Folder, SegmentNote Note)> segments, string manifests)
    {
        SegmentNote first = segments[0].Note;
        foreach ((string folder, SegmentNote note) in segments)
        {
            if (note.ChainId != first.ChainId || note.Plan != first.Plan || note.Manifests != manifests)
            {
                throw new SegmentException(
                    $"{folder} is of another backfill: {Difference(note, first)}. Move it away and fetch that segment again."
                );
            }

            if (Path.GetFileName(folder) != SegmentFolder.NameOf(note.Blocks))
            {
                throw new SegmentException(
                    $"{folder} says that it has blocks {note.Blocks}: it is there twice, or somebody renamed it. Move it away.",
                    isDiscrepancy: true
                );
            }

            SegmentFolder.Check(folder, note);
        }

        RequireAll(segments, first.Plan);
        RequireOneBranch(segments);
    }

    private static void RequireAll(IReadOnlyList<(string Folder, SegmentNote Note)> segments, SegmentPlan plan)
    {
        HashSet<BlockRange> there = [.. segments.Select(one => one.Note.Blocks)];
        string[] missing = [.. plan.Segments.Where(blocks => !there.Contains(blocks)).Select(SegmentFolder.NameOf)];
        if (missing.Length > 0)
        {
            throw new SegmentException(
                $"{missing.Length} of {plan.Count} segments are missing: {string.Join(", ", missing.Take(5))}{(missing.Length > 5 ? ", …" : "")}. Fetch them with souk index backfill --shard I."
            );
        }
    }

    private static void RequireOneBranch(IReadOnlyList<(string Folder, SegmentNote Note)> segments)
    {
        for (int index = 1; index < segments.Count; index++)
        {
            if (segments[index].Note.Parent != segments[index - 1].Note.Tip)
            {
                throw new SegmentException(
                    $"{segments[index].Folder} is not built on {Path.GetFileName(segments[index - 1].Folder)}: one of the two is of another branch. Fetch both again.",
                    isDiscrepancy: true
                );
            }
        }
    }

    private static string Difference(SegmentNote note, SegmentNote first) =>
        note.ChainId != first.ChainId ? $"chain {note.ChainId}, not {first.ChainId}"
        : note.Plan != first.Plan
            ? $"blocks {note.Plan.From} to {note.Plan.To} in segments of {note.Plan.SegmentBlocks}, not {first.Plan.From} to {first.Plan.To} in segments of {first.Plan.SegmentBlocks}"
        : "other contracts or events than the manifests name";
}
