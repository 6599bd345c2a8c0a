using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Royalties;

/// <summary>Divides what assets earn between them and everything upstream of them, generation by generation.</summary>
/// <remarks>
/// <para>
/// An asset passes the share of its terms on to its parts in proportion to their weights; each part does the same with
/// what it gets (its composition share), until nothing is upstream, the depth is reached, or a part's portion is below
/// the dust limit. Portions are rounded down; the rest, and dust, stay with the asset that passes them on, so the sum kept
/// by all assets is exactly the sum that came in.
/// </para>
/// <para>
/// All revenue of a step is divided at once: cost is generations × edges, whatever the number of calls. One division
/// of n equal calls differs from n single ones by less than n base units per edge and generation.
/// </para>
/// <para>
/// Source: ours, MODELLED after Sahara's description of recurring royalties over reused assets; the shares that Sahara
/// uses are not published (docs/mechanisms/royalties.md).
/// </para>
/// </remarks>
public sealed class RoyaltyFlow
{
    private readonly AssetGraph _graph;
    private readonly RoyaltyTerms[] _terms;
    private readonly int _depthMax;
    private readonly Int128 _dustMin;
    private readonly Int128[] _direct;
    private readonly Int128[] _upstream;
    private readonly List<AssetPart> _outsiders = [];
    private readonly List<Int128> _outside = [];
    private Int128[] _current;
    private Int128[] _next;

    /// <param name="graph">May not grow afterwards.</param>
    /// <param name="terms">One per asset.</param>
    /// <param name="depthMax">Generations upstream that are paid; 0 pays nobody but the asset called.</param>
    /// <param name="dustMin">Portions below this many base units are not passed on.</param>
    public RoyaltyFlow(AssetGraph graph, ReadOnlySpan<RoyaltyTerms> terms, int depthMax, Int128 dustMin)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(terms.Length, graph.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(depthMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(dustMin, Int128.Zero);
        _graph = graph;
        _terms = terms.ToArray();
        _depthMax = depthMax;
        _dustMin = dustMin;
        _direct = new Int128[graph.Count];
        _upstream = new Int128[graph.Count];
        _current = new Int128[graph.Count];
        _next = new Int128[graph.Count];
    }

    /// <summary>Base units kept so far by each asset from its own calls.</summary>
    public ReadOnlySpan<Int128> Direct => _direct;

    /// <summary>Base units kept so far by each asset because others that are made of it earned.</summary>
    public ReadOnlySpan<Int128> Upstream => _upstream;

    /// <summary>Base units that went so far to each outsider, in the order in which they were named.</summary>
    public IReadOnlyList<Int128> Outside => _outside;

    /// <summary>All that an asset earned over what it earned from its own calls: 1 where nothing was built on it.</summary>
    /// <returns>NaN where nothing was earned, infinity where only others earned for it.</returns>
    public double Compounding(int asset) => Compounding(_direct[asset], _upstream[asset]);

    /// <summary>As <see cref="Compounding(int)"/>, of any sums kept directly and through others.</summary>
    public static double Compounding(Int128 direct, Int128 upstream) => (double)(direct + upstream) / (double)direct;

    /// <summary>Says what an asset names as a part until the next <see cref="Clear"/>, beside those of the graph: a work that is made of
    /// nothing and keeps all.</summary>
    /// <param name="outsider">The asset that names it, and its weight; 0 for none.</param>
    public void Cite(AssetPart outsider)
    {
        _outsiders.Add(outsider);
        _outside.Add(0);
    }

    /// <summary>Divides one step's revenue.</summary>
    /// <param name="revenue">Base units by asset, none negative.</param>
    /// <param name="kind">Why it came; generations upstream pass on their composition share.</param>
    /// <param name="kept">Added to: base units that each asset keeps.</param>
    public void Divide(ReadOnlySpan<Int128> revenue, RoyaltyEvent kind, Span<Int128> kept)
    {
        revenue.CopyTo(_current);
        Int128[] tally = _direct;
        bool isAnyLeft = true;
        for (int depth = 0; isAnyLeft; depth++)
        {
            isAnyLeft = PassGeneration(depth == 0 ? kind : RoyaltyEvent.Composition, depth < _depthMax, kept, tally);
            (_current, _next) = (_next, _current);
            Array.Clear(_next);
            tally = _upstream;
        }
    }

    /// <summary>Forgets what was earned so far, and what was cited.</summary>
    public void Clear()
    {
        _outsiders.Clear();
        _outside.Clear();
        Array.Clear(_direct);
        Array.Clear(_upstream);
    }

    private bool PassGeneration(RoyaltyEvent kind, bool passesOn, Span<Int128> kept, Int128[] tally)
    {
        bool isAnyPassed = false;
        for (int asset = 0; asset < _current.Length; asset++)
        {
            Int128 earned = _current[asset];
            if (earned == 0)
            {
                continue;
            }

            ArgumentOutOfRangeException.ThrowIfNegative(earned);
            Int128 passed = passesOn ? PassOn(asset, _terms[asset].Of(kind).Of(earned)) : 0;
            isAnyPassed |= passed > 0;
            kept[asset] += earned - passed;
            tally[asset] += earned - passed;
        }

        return isAnyPassed;
    }

    private Int128 PassOn(int asset, Int128 amount)
    {
        ReadOnlySpan<AssetPart> parts = _graph.PartsOf(asset);
        ulong total = 0;
        foreach (AssetPart part in parts)
        {
            total += part.Weight;
        }

        foreach (AssetPart outsider in _outsiders)
        {
            total += outsider.Asset == asset ? outsider.Weight : 0;
        }

        Int128 passed = PassOutside(asset, amount, total);
        foreach (AssetPart part in parts)
        {
            Int128 portion = WideMath.MultiplyDivide(amount, part.Weight, total);
            if (portion > 0 && portion >= _dustMin)
            {
                _next[part.Asset] += portion;
                passed += portion;
            }
        }

        return passed;
    }

    private Int128 PassOutside(int asset, Int128 amount, ulong total)
    {
        Int128 passed = 0;
        for (int i = 0; i < _outsiders.Count; i++)
        {
            (int citing, uint weight) = _outsiders[i];
            Int128 portion = citing == asset && weight > 0 ? WideMath.MultiplyDivide(amount, weight, total) : 0;
            if (portion > 0 && portion >= _dustMin)
            {
                _outside[i] += portion;
                passed += portion;
            }
        }

        return passed;
    }
}
