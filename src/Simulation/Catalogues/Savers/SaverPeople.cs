using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Savers;

/// <summary>Accounts of savers, and the account that pays them.</summary>
internal sealed record SaverAccounts(Holdings Tokens, Holdings Money, Holdings Staked, Holdings Rewards);

/// <summary>`people.savers`: who stakes, who gives liquidity, and who does neither.</summary>
internal sealed class SaverPeople : Component
{
    private readonly AccountGroup _staked;

    public static CatalogueEntry Entry { get; } =
        new(SaverParameters.Kind, (assembly, part) => new SaverPeople(assembly, part));

    private SaverPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Agents = Model.Population(Name, part.Count("count"));
        Inlet = Model.Accounts(Agents, AccountKind.Wallet);
        _staked = Model.Accounts($"{Name}.staked", AccountKind.Stake, part.Count("count"));
        StakeYield = Model.Signal($"{Name}.stake_yield", 0);
        PoolYield = Model.Signal($"{Name}.pool_yield", 0);
        LastRoot = Model.Signal($"{Name}.last_root", 0);
        Paid = Model.Amount($"{Name}.paid", 0);
    }

    public override AccountGroup Inlet { get; }

    public Population Agents { get; }

    /// <summary>Expected, a year.</summary>
    public Signal StakeYield { get; }

    public Signal PoolYield { get; }

    /// <summary>√(tokens × money) of the pool for a share of it, after the last day; 0 before there is one.</summary>
    public Signal LastRoot { get; }

    public Amount Paid { get; }

    public override void Connect()
    {
        TradingPool pool = (TradingPool)Other("pool");
        RequireToken("balance", pool.Token);
        RequireToken("stake_rewards", pool.Token);
        if (Has("pool_rewards"))
        {
            RequireToken("pool_rewards", pool.Token);
        }

        SaverAccounts accounts = new(
            Held(pool.Token, Inlet),
            Held(pool.Money, Inlet),
            Held(pool.Token, _staked),
            Held(pool.Token, Other("rewards").Inlet!)
        );
        Open("balance", accounts.Tokens, AmountOf("balance"));
        Savings savings = new(Model, Agents, Name, pool, accounts);
        Dial<SaverHabit> habit = Dial(then => SaverParameters.Read(then, pool.Token.Decimals));
        SaverRule rule = new(this, savings, habit, ExpectationSpecs.ModeOf(Part), Ledger);
        Model.Add(rule);
        Show("liquid", accounts.Tokens);
        Show("staked", accounts.Staked);
        Show("provided", pool.Token, () => savings.Provided, savings.Shares, savings.AllShares, pool.Tokens);
        Show("stake_yield", StakeYield);
        Show("pool_yield", PoolYield);
        Show("paid", pool.Token, Paid);
    }
}
