namespace Souk.Simulation.Ledgers;

/// <summary>A page of postings by column. Valid until the call that hands it over returns.</summary>
/// <param name="tokens">Index of the token.</param>
/// <param name="from">Account that paid; <see cref="Journal.Outside"/> for a mint.</param>
/// <param name="to">Account that was paid; <see cref="Journal.Outside"/> for a burn.</param>
/// <param name="amounts">Base units.</param>
/// <param name="rules">Index of the rule in the schedule; −1 outside of any.</param>
/// <param name="steps">Step; −1 before the first.</param>
public readonly ref struct JournalPage(
    ReadOnlySpan<int> tokens,
    ReadOnlySpan<int> from,
    ReadOnlySpan<int> to,
    ReadOnlySpan<Int128> amounts,
    ReadOnlySpan<int> rules,
    ReadOnlySpan<int> steps
)
{
    public ReadOnlySpan<int> Tokens { get; } = tokens;

    public ReadOnlySpan<int> From { get; } = from;

    public ReadOnlySpan<int> To { get; } = to;

    public ReadOnlySpan<Int128> Amounts { get; } = amounts;

    public ReadOnlySpan<int> Rules { get; } = rules;

    public ReadOnlySpan<int> Steps { get; } = steps;

    public int Count => Tokens.Length;
}

/// <summary>Receives a page of the journal.</summary>
public delegate void JournalReader(JournalPage page);

/// <summary>Every posting of a run, handed on by the page. A ledger without a journal spends nothing on it.</summary>
/// <remarks>Pages are columns that are filled anew, so journaling allocates nothing after the first page.</remarks>
public sealed class Journal(JournalReader reader, int rowsMax = Journal.PageRows)
{
    /// <summary>The other side of a mint or a burn.</summary>
    public const int Outside = -1;

    /// <summary>Rows of a page unless said otherwise.</summary>
    public const int PageRows = 65_536;

    private readonly int[] _tokens = new int[rowsMax];
    private readonly int[] _from = new int[rowsMax];
    private readonly int[] _to = new int[rowsMax];
    private readonly Int128[] _amounts = new Int128[rowsMax];
    private readonly int[] _rules = new int[rowsMax];
    private readonly int[] _steps = new int[rowsMax];
    private int _count;

    /// <summary>Rule and step of the postings to come.</summary>
    internal (int Rule, int Step) Place { get; set; } = (-1, -1);

    /// <summary>Hands on what is left of the last page.</summary>
    public void Flush()
    {
        if (_count > 0)
        {
            int count = _count;
            _count = 0;
            reader(
                new(
                    _tokens.AsSpan(0, count),
                    _from.AsSpan(0, count),
                    _to.AsSpan(0, count),
                    _amounts.AsSpan(0, count),
                    _rules.AsSpan(0, count),
                    _steps.AsSpan(0, count)
                )
            );
        }
    }

    internal void Add(int token, int from, int to, Int128 amount)
    {
        _tokens[_count] = token;
        _from[_count] = from;
        _to[_count] = to;
        _amounts[_count] = amount;
        (_rules[_count], _steps[_count]) = Place;
        _count++;
        if (_count == rowsMax)
        {
            Flush();
        }
    }
}
