using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Royalties;
using Souk.Simulation.Populations;

namespace Souk.Simulation.Catalogues.Royalties;

/// <summary>`royalties.graph`: a provenance graph whose assets earn by calls, compositions and reuse from other chains.</summary>
internal sealed class RoyaltyGraph : Component
{
    private readonly Dial<RoyaltyFlow> _flow;

    public static CatalogueEntry Entry { get; } =
        new(RoyaltyParameters.Kind, (assembly, part) => new RoyaltyGraph(assembly, part));

    private RoyaltyGraph(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Token = TokenOf("token");
        Assets = AssetList.Read(part);
        Inlet = Model.Account(Name, AccountKind.Fees);
        Population rows = Model.Population($"{Name}.assets", Assets.Graph.Count);
        Revenue = [.. Enum.GetNames<RoyaltyEvent>().Select(kind => Model.Column<Int128>(rows, $"revenue.{kind}", 0))];
        Direct = Model.Column<Int128>(rows, "direct", 0);
        Upstream = Model.Column<Int128>(rows, "upstream", 0);
        _flow = Dial(Read);
    }

    /// <summary>What is paid here by other parts is revenue of the assets called; whoever pays for calls says which.</summary>
    public override AccountGroup Inlet { get; }

    public override bool NeedsPayer => true;

    public Token Token { get; }

    public AssetList Assets { get; }

    /// <summary>Today's revenue by <see cref="RoyaltyEvent"/> and asset, base units that lie in the inlet.</summary>
    public Column<Int128>[] Revenue { get; }

    /// <summary>What each asset kept of its own calls since the start, base units.</summary>
    public Column<Int128> Direct { get; }

    /// <summary>What each asset kept because others that are made of it earned, base units.</summary>
    public Column<Int128> Upstream { get; }

    /// <summary>Rings whose works assets name as parts beside those of the graph.</summary>
    public List<ICiting> Rings { get; } = [];

    public override void Connect()
    {
        RoleHolders holders = new(Assembly, Part, Token);
        int unnamed = Assets.Graph.Count - Assets.Names.Count;
        Dial<ShareTable> table = Dial(then => holders.Read(then, Assets.Names, unnamed));
        int[] called = [.. Part.List("called").Select(name => Assets.Find("called", name.Text))];
        Model.Add(
            new RoyaltyRule(
                this,
                _flow,
                table,
                holders,
                called.Length > 0 ? called : [Assets.Graph.Count - 1],
                Held(Token, Inlet),
                Ledger
            )
        );
        AddMetrics(holders);
    }

    private void AddMetrics(RoleHolders holders)
    {
        Show("direct", Token, () => Sum(Direct), Direct);
        Show("upstream", Token, () => Sum(Upstream), Upstream);
        Show("compounding", () => Compounding(Sum(Direct), Sum(Upstream)), Direct, Upstream);
        Show("ignored", () => Assets.IgnoredCount);
        foreach ((string role, Slots.Amount paid) in holders.PaidRoles)
        {
            Show(role, Token, paid);
        }

        for (int i = 0; i < Assets.Names.Count; i++)
        {
            int asset = i;
            string name = Assets.Names[asset];
            Show($"asset.{name}", Token, () => Direct[asset] + Upstream[asset], Direct, Upstream);
            Show($"compounding.{name}", () => Compounding(Direct[asset], Upstream[asset]), Direct, Upstream);
        }
    }

    private RoyaltyFlow Read(Part then)
    {
        if (then.List("dust").Count > 0 && then.Word("dust") != Token.Symbol)
        {
            throw new ArgumentException($"dust is in {then.Word("dust")}, and {Token.Symbol} is needed");
        }

        RoyaltyTerms[] terms = new RoyaltyTerms[Assets.Graph.Count];
        Array.Fill(
            terms,
            new RoyaltyTerms(
                then.Share("call_share"),
                then.Share("composition_share"),
                then.Share(then.List("cross_chain_reuse_share").Count > 0 ? "cross_chain_reuse_share" : "call_share")
            )
        );
        LicenceList.Apply(then, Assets, terms);
        Int128 dust = then.List("dust").Count > 0 ? then.BaseUnits("dust", Token.Decimals) : 0;
        return new RoyaltyFlow(Assets.Graph, terms, then.Count("depth"), dust);
    }

    // A series is finite, so an asset without calls of its own shows 0.
    private static double Compounding(Int128 direct, Int128 upstream) =>
        direct == 0 ? 0 : RoyaltyFlow.Compounding(direct, upstream);

    private static Int128 Sum(Column<Int128> column)
    {
        Int128 sum = 0;
        foreach (Int128 amount in column.Span)
        {
            sum += amount;
        }

        return sum;
    }
}
