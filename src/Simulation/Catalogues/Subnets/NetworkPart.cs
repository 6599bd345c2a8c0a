using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Consensus;
using Souk.Simulation.Mechanisms.Emissions;
using Souk.Simulation.Mechanisms.Subnets;

namespace Souk.Simulation.Catalogues.Subnets;

/// <summary>What holds for all subnets.</summary>
/// <param name="BlocksAtOnce">Blocks that are emitted in one go: 1 is the chain's own pace.</param>
internal sealed record NetworkTerms(
    SubnetRules Rules,
    YumaVersion Version,
    YumaParameters Yuma,
    IssuanceHalving Halving,
    int BlocksPerDay,
    int EpochsPerDay,
    int BlocksAtOnce,
    long StartBlock
);

/// <summary>`subnet.network`: the chain that emits a coin to subnets block by block, halving by what was issued.</summary>
internal sealed class NetworkPart : Component
{
    private const int CoinDecimals = 9;

    private readonly List<MemberPart> _members = [];

    public static CatalogueEntry Entry { get; } =
        new(NetworkParameters.Kind, (assembly, part) => new NetworkPart(assembly, part));

    private NetworkPart(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Coin = TokenOf("token");
        RequireDecimals(Coin);
        Terms = NetworkParameters.Read(part);
        Root = Held(Coin, Model.Account(Name, AccountKind.Stake));
        Clearing = Held(Coin, Model.Account($"{Name}.clearing", AccountKind.Clearing));
    }

    public Token Coin { get; }

    public NetworkTerms Terms { get; }

    /// <summary>The coin that is staked on root.</summary>
    public Holdings Root { get; }

    /// <summary>The coin on its way between pools and people.</summary>
    public Holdings Clearing { get; }

    public void Add(MemberPart member) => _members.Add(member);

    /// <summary>The kernel counts billionths in 64 bits, as the chain does.</summary>
    /// <exception cref="ArgumentException">Another scale.</exception>
    public static void RequireDecimals(Token token)
    {
        if (token.Decimals != CoinDecimals)
        {
            throw new ArgumentException($"token {token.Symbol} has {token.Decimals} decimals and subnets count in 9");
        }
    }

    public override void Connect()
    {
        if (Has("root_stake"))
        {
            RequireToken("root_stake", Coin);
            Open("root_stake", Root, AmountOf("root_stake"));
        }

        NetworkRule rule = Model.Add(new NetworkRule(this, Ledger, _members, Assembly.TalliesOf));
        Show("reward", Coin, () => Terms.Halving.RewardAt(Coin.Supply), Coin);
        Show("block", () => rule.Block, Clearing);
    }
}
