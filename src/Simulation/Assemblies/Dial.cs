using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Assemblies;

/// <summary>What a part's parameters come to on a day, such as the division of fees: worked out once per change.</summary>
/// <remarks>
/// Every version, with every outcome of the votes about the part, is made when the model is built: values that do not fit
/// are found before the first step, and threads only read.
/// </remarks>
internal sealed class Dial<T>
{
    private readonly LivePart _live;
    private readonly Func<Part, T> _read;
    private Evaluation? _last;
    private readonly Dictionary<(int Version, long Enacted), T> _known = [];

    /// <exception cref="ArgumentException">A version that does not fit; a <see cref="MisfitException"/> where a change is to blame.</exception>
    public Dial(LivePart live, Func<Part, T> read)
    {
        _live = live;
        _read = read;
        for (int version = 0; version < live.VersionCount; version++)
        {
            for (int outcome = 0; outcome < 1 << live.VoteBits.Count; outcome++)
            {
                long enacted = live.Enacted(outcome);
                _known[(version, enacted)] = Read(read, version, enacted);
            }
        }
    }

    /// <summary>The value that holds on a day.</summary>
    public T At(int day) =>
        _live.Computed.Count > 0
            ? Computed(day)
            : _known[(_live.VersionAt(day), (_live.EnactedVotes?.Value ?? 0) & _live.VoteMask)];

    /// <summary>The value of a version without votes.</summary>
    public T Of(int version) => _known[(version, 0)];

    /// <summary>All that it may come to.</summary>
    public IEnumerable<T> All => _known.Values;

    /// <summary>The value at the start.</summary>
    public T AtStart => _known[(0, 0)];

    // Threads that come at once work out the same.
    private T Computed(int day)
    {
        Part then = _live.At(day);
        if (_last is not { } last || !ReferenceEquals(last.Then, then) || !IsOf(last.Numbers))
        {
            double[] numbers = [.. _live.Computed.Select(parameter => parameter.Today.Value)];
            _last = last = new Evaluation(then, numbers, _read(_live.WithNumbers(then)));
        }

        return last.Value;
    }

    private bool IsOf(double[] numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] != _live.Computed[i].Today.Value)
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Evaluation(Part Then, double[] Numbers, T Value);

    private T Read(Func<Part, T> read, int version, long enacted)
    {
        try
        {
            return read(_live.Of(version, enacted));
        }
        catch (Exception failure)
            when (failure is ArgumentException or OverflowException && _live.ChangeOf(version) is not null)
        {
            throw new MisfitException(_live.ChangeOf(version)!, failure);
        }
    }
}
