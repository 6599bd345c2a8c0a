using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Engine;

/// <summary>The state of one run: ledger, populations, signals. Allocated once and reset for each replicate.</summary>
internal sealed class Economy
{
    /// <summary>Ledger index of the market's token.</summary>
    public const int Token = 0;

    /// <summary>Ledger index of the stablecoin.</summary>
    public const int Stable = 1;

    public Economy(Scenario scenario)
    {
        Scenario = scenario;
        InitialState state = scenario.State;
        int contributorCount = Potential(ActiveContributorsAtStart, scenario.Behaviour.Contributors.PotentialMultiple);
        int buyerCount = Potential(ActiveBuyersAtStart, scenario.Behaviour.Buyers.PotentialMultiple);
        int insiderCount = Math.Max(1, state.Vesting.Count) * scenario.Behaviour.Insiders.CountPerSchedule;
        Accounts = new EconomyAccounts(state.Vesting.Count, contributorCount, buyerCount, insiderCount);
        Ledger = new TokenLedger(Accounts.Chart, state.Token.Symbol, state.Stablecoin.Symbol);
        Contributors = new ContributorPopulation(contributorCount);
        Buyers = new BuyerPopulation(buyerCount);
        ContributorSales = new Int128[contributorCount];
        InsiderSales = new Int128[insiderCount];
        Released = new Int128[state.Vesting.Count];
        MarketFee = new Share(state.Fees.MarketFeeShare);
        BurnShare = new Share(state.Fees.BurnShare);
        SellShare = new Share(scenario.Behaviour.Insiders.SellShare);
        PayoutShare = new Share(scenario.Behaviour.Rewards.PayoutShare);
    }

    public Scenario Scenario { get; }

    public EconomyAccounts Accounts { get; }

    public TokenLedger Ledger { get; }

    public ContributorPopulation Contributors { get; }

    public BuyerPopulation Buyers { get; }

    /// <summary>Tokens that each contributor offers today.</summary>
    public Int128[] ContributorSales { get; }

    /// <summary>Tokens that each insider offers today.</summary>
    public Int128[] InsiderSales { get; }

    /// <summary>What traders spend (above zero) or raise (below zero) today, stablecoin base units.</summary>
    public Int128 TraderFlow { get; set; }

    /// <summary>Paid out so far, by vesting schedule.</summary>
    public Int128[] Released { get; }

    public Share MarketFee { get; }

    public Share BurnShare { get; }

    public Share SellShare { get; }

    public Share PayoutShare { get; }

    public RandomStream Random { get; private set; }

    public Signals Signals;

    public Totals Totals;

    public int ActiveContributorsAtStart => (int)Math.Round(Scenario.State.Activity.ActiveContributors);

    public int ActiveBuyersAtStart => (int)Math.Round(Scenario.State.Activity.ActiveBuyers);

    /// <summary>Spot price of the pool, USD per token.</summary>
    public double Price =>
        BaseUnits.ToNumber(Ledger.Balance(Stable, Accounts.Pool), Scenario.State.Stablecoin.Decimals)
        / BaseUnits.ToNumber(Ledger.Balance(Token, Accounts.Pool), Scenario.State.Token.Decimals);

    /// <summary>Returns to the initial state, with the traits of one replicate.</summary>
    public void Reset(RandomStream random)
    {
        Random = random;
        Ledger.Clear();
        InitialBalances.Book(Scenario.State, Ledger, Accounts);
        for (int i = 0; i < Released.Length; i++)
        {
            Released[i] = Scenario.State.Vesting[i].Released;
        }

        Totals = default;
        double netIncome = IncomeUsdAtStart() * (1 - Scenario.Behaviour.Contributors.CostShare);
        Signals.WagePerWeight = Contributors.Reset(
            random,
            Scenario.Behaviour.Contributors,
            ActiveContributorsAtStart,
            netIncome
        );
        Buyers.Reset(ActiveBuyersAtStart);
        Signals.Orders = Scenario.State.Activity.OrdersPerDay;
        Signals.DataPrice = 1;
    }

    private double IncomeUsdAtStart()
    {
        InitialState state = Scenario.State;
        double pay = state.Activity.OrdersPerDay * state.Activity.MeanOrderUsd * (1 - state.Fees.MarketFeeShare);
        Int128 tokens = state.EmissionPerDay + PayoutShare.Of(state.Holders.Rewards);
        return pay + (BaseUnits.ToNumber(tokens, state.Token.Decimals) * Price);
    }

    private static int Potential(int activeCount, double multiple) =>
        Math.Max(activeCount, (int)Math.Ceiling(activeCount * multiple));
}
