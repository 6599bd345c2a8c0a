using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets;
using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Savers;

/// <summary>Where each saver's tokens are: at hand, staked, or as shares of a pool.</summary>
internal sealed class Savings(Model model, Population agents, string name, TradingPool pool, SaverAccounts accounts)
{
    /// <summary>Shares of the pool that each has.</summary>
    public Column<Int128> Shares { get; } = model.Column<Int128>(agents, "shares", 0);

    /// <summary>All shares of the pool; at the start as many as it has base units of the token, all of its founder.</summary>
    public Amount AllShares { get; } =
        model.Amount($"{name}.all_shares", pool.Part.BaseUnits("token_reserve", pool.Token.Decimals));

    public SaverAccounts Accounts => accounts;

    public TradingPool Pool => pool;

    /// <summary>Slots that a rule updates which moves savings.</summary>
    public Slot[] Slots =>
        [Shares, AllShares, accounts.Tokens, accounts.Money, accounts.Staked, pool.Tokens, pool.Moneys];

    public Int128 SharesOfSavers
    {
        get
        {
            Int128 sum = 0;
            foreach (Int128 shares in Shares.Span)
            {
                sum += shares;
            }

            return sum;
        }
    }

    /// <summary>Tokens of the pool that belong to savers, rounded down.</summary>
    public Int128 Provided => WideMath.MultiplyDivide(SharesOfSavers, pool.Tokens.Balance, AllShares.Value);

    private ConstantProductPair Pair => new(pool.Tokens.Balance, pool.Moneys.Balance, AllShares.Value, default);

    /// <summary>Takes back all that is not at hand.</summary>
    public void Withdraw(TokenLedger ledger, int agent)
    {
        int token = pool.Token.Index;
        ledger.Transfer(token, accounts.Staked[agent], accounts.Tokens[agent], accounts.Staked.Balances[agent]);
        Int128 shares = Shares[agent];
        bool isWorthIt =
            shares > 0
            && WideMath.MultiplyDivide(shares, pool.Tokens.Balance, AllShares.Value) > 0
            && WideMath.MultiplyDivide(shares, pool.Moneys.Balance, AllShares.Value) > 0;
        if (isWorthIt)
        {
            LiquidityChange change = Pair.Burn(shares);
            ledger.Transfer(token, pool.Tokens.Account, accounts.Tokens[agent], change.Amount0);
            ledger.Transfer(pool.Money.Index, pool.Moneys.Account, accounts.Money[agent], change.Amount1);
            (AllShares.Value, Shares[agent]) = (change.Pair.Shares, 0);
        }
    }

    public void Stake(TokenLedger ledger, int agent) =>
        ledger.Transfer(
            pool.Token.Index,
            accounts.Tokens[agent],
            accounts.Staked[agent],
            accounts.Tokens.Balances[agent]
        );

    /// <summary>Gives all tokens at hand to the pool, with as much money as they are worth there, brought where it lacks.</summary>
    public void Provide(TokenLedger ledger, int agent)
    {
        Int128 tokens = accounts.Tokens.Balances[agent];
        Int128 money = WideMath.MultiplyDivide(tokens, pool.Moneys.Balance, pool.Tokens.Balance);
        bool isWorthIt =
            WideMath.MultiplyDivide(tokens, AllShares.Value, pool.Tokens.Balance) > 0
            && WideMath.MultiplyDivide(money, AllShares.Value, pool.Moneys.Balance) > 0;
        if (!isWorthIt)
        {
            return;
        }

        LiquidityChange change = Pair.Mint(tokens, money);
        ledger.Mint(pool.Money.Index, accounts.Money[agent], Int128.Max(0, money - accounts.Money.Balances[agent]));
        ledger.Transfer(pool.Token.Index, accounts.Tokens[agent], pool.Tokens.Account, tokens);
        ledger.Transfer(pool.Money.Index, accounts.Money[agent], pool.Moneys.Account, money);
        AllShares.Value = change.Pair.Shares;
        Shares[agent] += change.Shares;
    }
}
