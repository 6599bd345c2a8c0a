using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Populations;

namespace Souk.Simulation.DataMarkets;

/// <summary>Who holds what in a data market, as slots of its model.</summary>
internal sealed class DataMarketAccounts
{
    public DataMarketAccounts(
        Model model,
        Token token,
        Token stable,
        int scheduleCount,
        Population contributors,
        Population buyers,
        Population insiders
    )
    {
        Token = token;
        Stable = stable;
        Treasury = model.Holdings(token, model.Account("treasury", AccountKind.Treasury));
        Rewards = model.Holdings(token, model.Account("rewards", AccountKind.Rewards));
        Staked = model.Holdings(token, model.Account("staked", AccountKind.Stake));
        Savings = model.Holdings(token, model.Account("savings", AccountKind.Wallet));
        Other = Both(model, model.Account("other", AccountKind.Wallet));
        Pool = Both(model, model.Account("pool", AccountKind.Pool));
        Router = Both(model, model.Account("router", AccountKind.Fees));
        Payroll = Both(model, model.Account("payroll", AccountKind.Rewards));
        Clearing = Both(model, model.Account("clearing", AccountKind.Clearing));
        Vesting = model.Holdings(token, model.Accounts("vesting", AccountKind.Vesting, scheduleCount));
        Contributors = Both(model, model.Accounts(contributors, AccountKind.Wallet));
        Buyers = model.Holdings(stable, model.Accounts(buyers, AccountKind.Wallet));
        Insiders = Both(model, model.Accounts(insiders, AccountKind.Wallet));
    }

    /// <summary>The market's token, and its supply.</summary>
    public Token Token { get; }

    public Token Stable { get; }

    public Holdings Treasury { get; }

    /// <summary>Rewards not yet paid to contributors.</summary>
    public Holdings Rewards { get; }

    public Holdings Staked { get; }

    /// <summary>What contributors and buyers held at the start and go on holding.</summary>
    public Holdings Savings { get; }

    /// <summary>Everyone else; the noise traders.</summary>
    public BothHoldings Other { get; }

    public BothHoldings Pool { get; }

    /// <summary>Fees on their way to be burned or paid as rewards.</summary>
    public BothHoldings Router { get; }

    /// <summary>Pay on its way to contributors; owns what does not divide, until the next day.</summary>
    public BothHoldings Payroll { get; }

    /// <summary>Orders being cleared; owns what does not divide among sellers.</summary>
    public BothHoldings Clearing { get; }

    /// <summary>What each schedule has not released yet.</summary>
    public Holdings Vesting { get; }

    public BothHoldings Contributors { get; }

    public Holdings Buyers { get; }

    public BothHoldings Insiders { get; }

    private BothHoldings Both(Model model, AccountGroup group) =>
        new(model.Holdings(Token, group), model.Holdings(Stable, group));
}

/// <summary>What one group of accounts holds of the token and of the stablecoin.</summary>
internal sealed record BothHoldings(Holdings Token, Holdings Stable)
{
    public AccountRange Range => Token.Group.Range;

    public int Account => Token.Account;
}
