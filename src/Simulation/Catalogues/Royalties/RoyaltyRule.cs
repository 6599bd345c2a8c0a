using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Royalties;

namespace Souk.Simulation.Catalogues.Royalties;

/// <summary>At the close of a day: divides revenue over the graph and pays what assets keep to their holders.</summary>
internal sealed class RoyaltyRule : Rule
{
    private readonly RoyaltyGraph _part;
    private readonly Dial<RoyaltyFlow> _flow;
    private readonly Dial<ShareTable> _table;
    private readonly RoleHolders _holders;
    private readonly int[] _called;
    private readonly TokenLedger _ledger;
    private readonly Holdings _inlet;
    private readonly Int128[] _kept;
    private readonly Int128[] _byRole;

    /// <param name="called">Assets that share revenue of which nobody says whose it is.</param>
    public RoyaltyRule(
        RoyaltyGraph part,
        Dial<RoyaltyFlow> flow,
        Dial<ShareTable> table,
        RoleHolders holders,
        int[] called,
        Holdings inlet,
        TokenLedger ledger
    )
        : base(part.Name, Phase.Settle)
    {
        _part = part;
        _flow = flow;
        _table = table;
        _holders = holders;
        _called = called;
        _inlet = inlet;
        _ledger = ledger;
        _kept = new Int128[part.Assets.Graph.Count];
        _byRole = new Int128[holders.Paid.Length];
    }

    public override void Declare(Touches touches)
    {
        _part.DeclareParameters(touches);
        touches
            .Updates(_inlet, _part.Direct, _part.Upstream)
            .Updates([.. _part.Revenue])
            .Adds(_holders.Payees)
            .Adds([.. _holders.Paid]);
        foreach (ICiting ring in _part.Rings)
        {
            touches.Reads(ring.Citations).Adds(ring.Purse, ring.Diverted);
        }
    }

    public override void Run(in Step step)
    {
        TakeUnnamed();
        RoyaltyFlow flow = _flow.At(step.Index);
        flow.Clear();
        for (int i = 0; i < _part.Rings.Count; i++)
        {
            flow.Cite(new AssetPart(_part.Rings[i].Asset, (uint)_part.Rings[i].Citations.Value));
        }

        for (int kind = 0; kind < _part.Revenue.Length; kind++)
        {
            Span<Int128> revenue = _part.Revenue[kind].Span;
            flow.Divide(revenue, (RoyaltyEvent)kind, _kept);
            revenue.Clear();
        }

        PayRings(flow);
        Add(flow.Direct, _part.Direct.Span);
        Add(flow.Upstream, _part.Upstream.Span);
        Array.Clear(_byRole);
        _table.At(step.Index).Pay(_ledger, _inlet.Token.Index, _inlet.Account, _kept, _byRole);
        for (int role = 0; role < _byRole.Length; role++)
        {
            _holders.Paid[role].Value += _byRole[role];
        }
    }

    private void PayRings(RoyaltyFlow flow)
    {
        for (int i = 0; i < _part.Rings.Count; i++)
        {
            ICiting ring = _part.Rings[i];
            _ledger.Transfer(_inlet.Token.Index, _inlet.Account, ring.Purse.Account, flow.Outside[i]);
            ring.Diverted.Value += flow.Outside[i];
        }
    }

    // In equal parts; the first assets get one base unit more where it does not divide.
    private void TakeUnnamed()
    {
        Int128 unnamed = _inlet.Balance;
        foreach (Populations.Column<Int128> revenue in _part.Revenue)
        {
            foreach (Int128 amount in revenue.Span)
            {
                unnamed -= amount;
            }
        }

        (Int128 each, Int128 rest) = Int128.DivRem(unnamed, _called.Length);
        Span<Int128> calls = _part.Revenue[(int)RoyaltyEvent.Call].Span;
        for (int i = 0; i < _called.Length; i++)
        {
            calls[_called[i]] += each + (i < rest ? 1 : 0);
        }
    }

    private static void Add(ReadOnlySpan<Int128> amounts, Span<Int128> totals)
    {
        for (int i = 0; i < totals.Length; i++)
        {
            totals[i] += amounts[i];
        }
    }
}
