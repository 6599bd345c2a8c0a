using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Assemblies;

/// <summary>What a part's parameters come to on a day, such as the division of fees: worked out once per change.</summary>
/// <remarks>Every version is made when the model is built, so values that do not fit are found before the first step.</remarks>
internal sealed class Dial<T>
{
    private readonly LivePart _live;
    private readonly Func<Part, T> _read;
    private readonly Dictionary<(int Version, long Enacted), T> _known = [];

    /// <exception cref="ArgumentException">A version that does not fit.</exception>
    public Dial(LivePart live, Func<Part, T> read)
    {
        _live = live;
        _read = read;
        for (int version = 0; version < live.VersionCount; version++)
        {
            Know(version, 0);
            if (live.EnactedVotes is not null)
            {
                Know(version, -1);
            }
        }
    }

    /// <summary>The value that holds on a day.</summary>
    public T At(int day)
    {
        (int, long) key = (_live.VersionAt(day), _live.EnactedVotes?.Value ?? 0);
        return _known.TryGetValue(key, out T? value) ? value : Know(key.Item1, key.Item2);
    }

    /// <summary>The value of a version without votes.</summary>
    public T Of(int version) => _known[(version, 0)];

    /// <summary>The value at the start.</summary>
    public T AtStart => _known[(0, 0)];

    private T Know(int version, long enacted) => _known[(version, enacted)] = _read(_live.Of(version, enacted));
}
