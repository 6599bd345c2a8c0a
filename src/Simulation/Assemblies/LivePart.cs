using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
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
    private readonly Dictionary<(int Version, long Enacted), Part> _versions = [];

    public LivePart(
        Part part,
        IEnumerable<TimelineEvent> timeline,
        IEnumerable<VotedChange> voted,
        Counter? enactedVotes,
        Model model
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
        Computed =
        [
            .. part
                .Kind.Parameters.Where(spec => IsComputed(spec.Name))
                .Select(spec => new ComputedParameter(model, part, spec)),
        ];
        VoteBits = [.. changes.Where(change => change.Bit is not null).Select(change => change.Bit!.Value).Distinct()];
        if (VoteBits.Count > VotesMax)
        {
            throw new ArgumentException($"{VoteBits.Count} votes are about {part.Name}; at most {VotesMax} can be");
        }

        if (Computed.Count > 0)
        {
            AddVersions();
        }

        EnactedVotes = VoteBits.Count > 0 ? enactedVotes : null;
        VoteMask = VoteBits.Aggregate(0L, (mask, bit) => mask | (1L << bit));
    }

    /// <summary>As the file has it.</summary>
    public Part Part { get; }

    /// <summary>Parameters that are a formula in some version.</summary>
    public IReadOnlyList<ComputedParameter> Computed { get; }

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

    /// <summary>The part as it is on a day, after the votes that passed.</summary>
    public Part At(int day)
    {
        (int, long) key = (VersionAt(day), (EnactedVotes?.Value ?? 0) & VoteMask);
        return _versions[key];
    }

    public IEnumerable<Part> AllVersions => _versions.Values;

    /// <summary>A version with today's numbers in place of its formulas.</summary>
    public Part WithNumbers(Part then)
    {
        Dictionary<string, Setting> settings = new(then.Settings);
        foreach (ComputedParameter parameter in Computed)
        {
            settings[parameter.Spec.Name] = parameter.Of(then.Settings[parameter.Spec.Name]);
        }

        return then with
        {
            Settings = settings,
        };
    }

    /// <summary>Votes as bits, of a number whose bits are the part's own votes.</summary>
    public long Enacted(int outcome)
    {
        long enacted = 0;
        for (int i = 0; i < VoteBits.Count; i++)
        {
            enacted |= (outcome & (1 << i)) != 0 ? 1L << VoteBits[i] : 0;
        }

        return enacted;
    }

    private bool IsComputed(string parameter) =>
        Part.Settings[parameter].Formula is not null
        || _changes.Any(one => one.Change.Parameter == parameter && one.Change.Setting.Formula is not null);

    private void AddVersions()
    {
        for (int version = 0; version < VersionCount; version++)
        {
            for (int outcome = 0; outcome < 1 << VoteBits.Count; outcome++)
            {
                _versions[(version, Enacted(outcome))] = Of(version, Enacted(outcome));
            }
        }
    }

    public int VersionCount => _changes.Count + 1;
}
