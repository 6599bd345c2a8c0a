using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Souk.Kernel.Scripts;

/// <summary>The cells that the next one is compiled against.</summary>
/// <remarks>
/// The compiler's picture of a cell takes some 60 kB, most of it lists of the libraries, whatever the cell says. So only
/// cells that were mentioned lately are awake and have one. The others sleep as text, and are compiled anew, under
/// their old names, when a cell mentions a name of theirs. Their code was loaded when they ran and is not loaded again,
/// and their variables keep their values.
/// A cell awakes together with all that it needs. What can matter without a mention never sleeps. A cell that is hidden
/// by later ones and needed by none is forgotten with its values.
/// </remarks>
/// <param name="compile">Compiles a cell again, against the one before it and with these libraries besides.</param>
/// <param name="awakeMax">Beyond it the half that was not mentioned for longest goes to sleep.</param>
internal sealed class CellChain(
    Func<KeptCell, CSharpCompilation?, IReadOnlyList<MetadataReference>, CSharpCompilation> compile,
    int awakeMax
)
{
    // The latest declarations, by name and key.
    private readonly Dictionary<string, Dictionary<string, KeptCell>> _declared = new(StringComparer.Ordinal);
    private readonly HashSet<MetadataReference> _references = [];

    // By cells that never sleep.
    private readonly HashSet<string> _opened = new(StringComparer.Ordinal);
    private List<KeptCell> _awake = [];
    private int _fixedCount;
    private int _triedCount;
    private long _uses;

    /// <summary>What the next cell is compiled against; null before the first.</summary>
    public CSharpCompilation? Latest => _awake.Count == 0 ? null : _awake[^1].Compilation;

    /// <summary>All that can be mentioned.</summary>
    public IEnumerable<string> Names => _declared.Keys;

    public int AwakeCount => _awake.Count;

    /// <summary>Whether a cell before declared it.</summary>
    public bool Has(Declaration declaration) =>
        _declared.TryGetValue(declaration.Name, out Dictionary<string, KeptCell>? known)
        && known.ContainsKey(declaration.Key);

    /// <summary>Those of the libraries that no cell of the chain brought along. A cell inherits the others; naming them
    /// again would make each cell hold a list as long as the chain.</summary>
    public IReadOnlyList<MetadataReference> Missing(IEnumerable<MetadataReference> references) =>
        [.. references.Where(reference => !_references.Contains(reference))];

    /// <summary>Makes sure that what these names stand for is awake.</summary>
    public void Wake(IEnumerable<string> names) => Touch(Needs(names, []), ++_uses);

    /// <summary>The cells that a cell with these mentions and declarations needs: what it declares hides what others
    /// declare.</summary>
    public IReadOnlyList<KeptCell> Needs(IEnumerable<string> names, IReadOnlyList<Declaration> own) =>
        [
            .. names
                .Where(_declared.ContainsKey)
                .SelectMany(name => _declared[name].Where(known => !own.Contains(new Declaration(name, known.Key))))
                .Select(known => known.Value)
                .Distinct(),
        ];

    /// <returns>False if no cell slept.</returns>
    public bool WakeAll()
    {
        int count = _awake.Count;
        Wake([.. _declared.Keys]);
        return _awake.Count > count;
    }

    /// <summary>The variables of the chain as a compiled cell expects them: a place for a host, one for each cell with code,
    /// and a last one for its own.</summary>
    public object?[] Slots() => [null, .. _awake.Where(cell => cell.HasCode).Select(cell => cell.Instance), null];

    /// <summary>Whether a cell opens a namespace that is not open yet.</summary>
    public bool OpensMore(KeptCell cell) => !cell.Opens.All(_opened.Contains);

    /// <summary>Appends a cell that was compiled against the latest.</summary>
    /// <param name="isFixed">It and the cells before it cannot be compiled again.</param>
    /// <param name="isAlways">It and what it needs never sleep. Nor does one that opens a namespace for others.</param>
    public void Add(KeptCell cell, bool isFixed, bool isAlways)
    {
        isAlways |= OpensMore(cell) || IsRepeatOfAlways(cell);
        _opened.UnionWith(cell.Opens);
        foreach (Declaration declaration in cell.Declarations)
        {
            if (!_declared.TryGetValue(declaration.Name, out Dictionary<string, KeptCell>? known))
            {
                _declared[declaration.Name] = known = new Dictionary<string, KeptCell>(StringComparer.Ordinal);
            }

            known[declaration.Key] = cell;
        }

        _awake.Add(cell);
        _references.UnionWith(cell.References);
        Touch([cell], isAlways ? KeptCell.Always : ++_uses);
        if (isFixed)
        {
            _fixedCount = _awake.Count;
        }

        Shorten();
    }

    // Whoever is needed was used no earlier than whoever needs it.
    private void Touch(IEnumerable<KeptCell> cells, long use)
    {
        Stack<KeptCell> rest = new(cells);
        List<KeptCell> woken = [];
        while (rest.TryPop(out KeptCell? cell))
        {
            if (cell.Use < use)
            {
                cell.Use = use;
                cell.Needs.ToList().ForEach(rest.Push);
            }

            if (cell.Compilation is null && !woken.Contains(cell))
            {
                woken.Add(cell);
            }
        }

        if (woken.Count > 0)
        {
            Arrange([.. _awake.Concat(woken).OrderBy(cell => cell.Number)]);
        }
    }

    private void Shorten()
    {
        bool isRepeated = _awake.Count >= 2 && _awake.Count - 1 > _fixedCount && IsHiddenByLast(_awake[^2]);
        if (isRepeated)
        {
            Arrange([.. _awake.Where(cell => cell != _awake[^2])]);
        }

        if (_awake.Count - _fixedCount > Math.Max(awakeMax, _triedCount))
        {
            long oldest = _awake
                .Skip(_fixedCount)
                .Select(cell => cell.Use)
                .OrderDescending()
                .ElementAt(awakeMax / 2 - 1);
            Arrange([.. _awake.Where((cell, index) => index < _fixedCount || cell.Use >= oldest)]);
            // Where nearly all are needed, not every cell is worth a try.
            _triedCount = 2 * (_awake.Count - _fixedCount);
        }
    }

    // It takes the place of one that others may depend on.
    private bool IsRepeatOfAlways(KeptCell cell) =>
        _awake.Count > 0 && _awake[^1].Use == KeptCell.Always && _awake[^1].Text == cell.Text;

    // The cell before was run again, as it was or mended.
    private bool IsHiddenByLast(KeptCell cell) =>
        (cell.Use != KeptCell.Always || cell.Text == _awake[^1].Text)
        && !_awake[^1].Needs.Contains(cell)
        && cell.Declarations.All(declaration => _awake[^1].Declarations.Contains(declaration));

    // Cells whose predecessors change are compiled again; those that leave fall asleep.
    private void Arrange(List<KeptCell> cells)
    {
        int same = 0;
        while (same < cells.Count && same < _awake.Count && cells[same] == _awake[same])
        {
            same++;
        }

        _awake.Skip(same).ToList().ForEach(cell => cell.Compilation = null);
        _references.Clear();
        for (int index = 0; index < cells.Count; index++)
        {
            List<MetadataReference> missing = [.. cells[index].References.Where(_references.Add)];
            if (index >= same)
            {
                cells[index].Compilation = compile(
                    cells[index],
                    index == 0 ? null : cells[index - 1].Compilation,
                    missing
                );
            }
        }

        _awake = cells;
    }
}
