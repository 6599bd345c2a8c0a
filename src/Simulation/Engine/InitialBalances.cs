using Souk.Simulation.Ledgers;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Engine;

/// <summary>Books the initial state into the ledger.</summary>
internal static class InitialBalances
{
    public static void Book(InitialState state, TokenLedger ledger, EconomyAccounts accounts)
    {
        Holders holders = state.Holders;
        ledger.Mint(Economy.Token, accounts.Treasury, holders.Treasury);
        ledger.Mint(Economy.Token, accounts.Rewards, holders.Rewards);
        ledger.Mint(Economy.Token, accounts.Staked, holders.Staked);
        ledger.Mint(Economy.Token, accounts.Savings, holders.Contributors + holders.Buyers);
        ledger.Mint(Economy.Token, accounts.Other, holders.Other);
        ledger.Mint(Economy.Token, accounts.Pool, state.Pool.TokenReserve);
        ledger.Mint(Economy.Stable, accounts.Pool, state.Pool.StableReserve);
        for (int i = 0; i < state.Vesting.Count; i++)
        {
            ledger.Mint(Economy.Token, accounts.Vesting[i], state.Vesting[i].Total - state.Vesting[i].Released);
        }

        ledger.Mint(Economy.Token, accounts.Clearing, holders.Insiders);
        Split.PayEqually(ledger, Economy.Token, accounts.Clearing, accounts.Insiders, holders.Insiders);
        ledger.CheckConservation("initial state");
    }
}
