using Souk.Simulation.Blueprints;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Assemblies;

/// <summary>A change that a vote can make: it holds from a day on, if it is enacted.</summary>
/// <param name="Bit">Its place among the enacted ones.</param>
/// <param name="Day">First day on which it holds.</param>
internal sealed record VotedChange(int Bit, int Day, ParameterChange Change);

/// <summary>A part as it is on each day: what the file says, the timeline's changes so far, and those that votes made.</summary>
/// <remarks>A pure function of the day and of which votes passed, so it is no state that a run could leave behind.</remarks>
internal sealed class LivePart
{
    /// <summary>Every outcome of the votes about a part is checked before the first step, and outcomes double with each.</summary>
    public const int VotesMax = 8;

    private readonly List<(int Day, int? Bit, ParameterChange Change)> _changes;

    public LivePart(
        Part part,
        IEnumerable<TimelineEvent> timeline,
        IEnumerable<VotedChange> voted,
        Counter? enactedVotes
    )
    {
        Part = part;
        List<(int Day, int? Bit, ParameterChange Change)> changes =
        [
            .. from one in timeline
            from change in one.Changes
            where change.Part == part.Name
            select (one.Day, (int?)null, change),
        ];
        changes.AddRange(
            voted
                .Where(one => one.Change.Part == part.Name)
                .Select(one => (Day: one.Day, Bit: (int?)one.Bit, one.Change))
        );
        _changes = [.. changes.OrderBy(change => change.Day)];
        VoteBits = [.. changes.Where(change => change.Bit is not null).Select(change => change.Bit!.Value).Distinct()];
        if (VoteBits.Count > VotesMax)
        {
            throw new ArgumentException($"{VoteBits.Count} votes are about {part.Name}; at most {VotesMax} can be");
        }

        EnactedVotes = VoteBits.Count > 0 ? enactedVotes : null;
        VoteMask = VoteBits.Aggregate(0L, (mask, bit) => mask | (1L << bit));
    }

    /// <summary>As the file has it.</summary>
    public Part Part { get; }

    /// <summary>A bit per vote that passed; null where no vote is about this part.</summary>
    public Counter? EnactedVotes { get; }

    /// <summary>The bits of votes about this part.</summary>
    public IReadOnlyList<int> VoteBits { get; }

    /// <summary>All of <see cref="VoteBits"/>: other votes make no difference here.</summary>
    public long VoteMask { get; }

    public IEnumerable<ParameterChange> Changes => _changes.Select(change => change.Change);

    /// <summary>How many of the changes a day has seen: parts with the same number and votes are the same.</summary>
    public int VersionAt(int day)
    {
        int version = 0;
        while (version < _changes.Count && _changes[version].Day <= day)
        {
            version++;
        }

        return version;
    }

    /// <summary>The last change that made a version; null for the part as the file has it.</summary>
    public ParameterChange? ChangeOf(int version) => version == 0 ? null : _changes[version - 1].Change;

    /// <summary>The part after its first changes, without those of votes that did not pass.</summary>
    public Part Of(int version, long enacted)
    {
        Dictionary<string, Setting> settings = new(Part.Settings);
        foreach ((_, int? bit, ParameterChange change) in _changes.Take(version))
        {
            if (bit is null || (enacted & (1L << bit.Value)) != 0)
            {
                settings[change.Parameter] = change.Setting;
            }
        }

        return Part with
        {
            Settings = settings,
        };
    }

    public int VersionCount => _changes.Count + 1;
}
