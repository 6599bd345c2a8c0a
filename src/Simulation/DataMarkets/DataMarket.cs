using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Populations;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.DataMarkets;

/// <summary>A market for data with a token: contributors, buyers, insiders and traders around one pool.</summary>
/// <remarks>
/// Buyers pay in stablecoin; the market keeps a fee, converts it to the token, burns a part and rewards contributors
/// with the rest; vesting unlocks, emission mints. The rules are in this folder, one file each.
/// </remarks>
public sealed class DataMarket
{
    private DataMarket(Scenario scenario)
    {
        Scenario = scenario;
        InitialState state = scenario.State;
        Model = new Model(scenario.Name, scenario.HorizonDays);
        Contributors = new ContributorPopulation(
            Potential(ActiveContributorsAtStart, scenario.Behaviour.Contributors.PotentialMultiple)
        );
        Buyers = new BuyerPopulation(Potential(ActiveBuyersAtStart, scenario.Behaviour.Buyers.PotentialMultiple));
        Model.Adopt([.. Contributors.Slots, .. Buyers.Slots]);
        int schedules = Math.Max(1, state.Vesting.Count);
        Insiders = Model.Population("insiders", schedules * scenario.Behaviour.Insiders.CountPerSchedule);
        InsiderSales = Model.Shortlist(Insiders, "sales");
        Accounts = new DataMarketAccounts(
            Model,
            Model.Token(state.Token.Symbol, state.Token.Decimals, Token.SupplyLimit),
            Model.Token(state.Stablecoin.Symbol, state.Stablecoin.Decimals, Token.SupplyLimit),
            state.Vesting.Count,
            Contributors.Agents,
            Buyers.Agents,
            Insiders
        );
        Signals = new DataMarketSignals(Model);
        AddRules();
        DataMarketMetrics.AddTo(this);
    }

    /// <summary>The model of a scenario.</summary>
    /// <exception cref="ScenarioException">The scenario cannot run.</exception>
    public static Model Build(Scenario scenario) => new DataMarket(scenario.Validated()).Model;

    internal Scenario Scenario { get; }

    internal Model Model { get; }

    internal ContributorPopulation Contributors { get; }

    internal BuyerPopulation Buyers { get; }

    internal Population Insiders { get; }

    /// <summary>Which insiders sell today, and how many base units of the token.</summary>
    internal Shortlist InsiderSales { get; }

    internal DataMarketAccounts Accounts { get; }

    internal DataMarketSignals Signals { get; }

    internal int ActiveContributorsAtStart => (int)Math.Round(Scenario.State.Activity.ActiveContributors);

    internal int ActiveBuyersAtStart => (int)Math.Round(Scenario.State.Activity.ActiveBuyers);

    /// <summary>Spot price of the pool, USD per token. Reads the balances of the pool.</summary>
    internal double Price =>
        BaseUnits.ToNumber(Accounts.Pool.Stable.Balance, Scenario.State.Stablecoin.Decimals)
        / BaseUnits.ToNumber(Accounts.Pool.Token.Balance, Scenario.State.Token.Decimals);

    private void AddRules()
    {
        Model.Add(new InitialStateRule(this));
        Model.Add(new ExpectationRule(this));
        Model.Add(new ContributorRule(this));
        Model.Add(new BuyerRule(this));
        Model.Add(new InsiderRule(this));
        Model.Add(new TraderRule(this));
        Model.Add(new OrderRule(this));
        Model.Add(new TradeRule(this));
        Model.Add(new VestingRule(this));
        Model.Add(new EmissionRule(this));
        Model.Add(new FeeRule(this));
        Model.Add(new PayRule(this));
    }

    private static int Potential(int activeCount, double multiple) =>
        Math.Max(activeCount, (int)Math.Ceiling(activeCount * multiple));
}
