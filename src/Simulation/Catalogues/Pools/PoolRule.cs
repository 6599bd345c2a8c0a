using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Catalogues.Pools;

/// <summary>A day's orders of one venue clear at one price; the venue takes the difference.</summary>
internal sealed class PoolRule : Rule
{
    private readonly Venue _pool;
    private readonly List<PoolBuyer> _buyers;
    private readonly List<PoolSeller> _sellers;
    private readonly TokenLedger _ledger;
    private readonly Holdings _tokens;
    private readonly Holdings _moneys;
    private Int128[] _spent = [];
    private Int128[] _sold = [];

    /// <param name="clearing">Own what does not divide among those who trade.</param>
    public PoolRule(
        Venue pool,
        List<PoolBuyer> buyers,
        List<PoolSeller> sellers,
        (Holdings Tokens, Holdings Moneys) clearing,
        TokenLedger ledger
    )
        : base($"{pool.Name} trade", Phase.Clear)
    {
        _pool = pool;
        _buyers = buyers;
        _sellers = sellers;
        _ledger = ledger;
        (_tokens, _moneys) = clearing;
    }

    public override void Declare(Touches touches)
    {
        _spent = new Int128[_buyers.Count];
        _sold = new Int128[_sellers.Count];
        _pool.DeclareSwap(touches);
        touches.Updates(_tokens, _moneys).Adds(_pool.Money);
        foreach (PoolBuyer buyer in _buyers)
        {
            touches.Updates(buyer.Money).Adds(buyer.Tokens);
            if (buyer.Spend is { } spend)
            {
                touches.Reads(spend);
            }
        }

        foreach (PoolSeller seller in _sellers)
        {
            touches.Updates(seller.Tokens).Adds(seller.Money);
            touches.Reads([.. seller.Sales is { } sales ? [sales] : Array.Empty<Slots.Slot>()]);
            touches.Reads([.. seller.Worth is { } worth ? [worth] : Array.Empty<Slots.Slot>()]);
        }
    }

    public override void Run(in Step step)
    {
        Int128 spent = 0;
        for (int i = 0; i < _buyers.Count; i++)
        {
            spent += _spent[i] = TakeMoney(_buyers[i]);
        }

        Int128 sold = 0;
        for (int i = 0; i < _sellers.Count; i++)
        {
            sold += _sold[i] = TakeTokens(_sellers[i], step.Index);
        }

        BatchClearing batch = _pool.Clear(sold, spent, step.Index);
        Int128 intoPool = batch.StablePaid - batch.StableReceived;
        if (intoPool > 0)
        {
            _pool.Buy(_moneys, _tokens, intoPool, batch.TokensBought - batch.TokensSold, step.Index);
        }
        else if (batch.TokensSold > batch.TokensBought)
        {
            _pool.Sell(_tokens, _moneys, batch.TokensSold - batch.TokensBought, -intoPool, step.Index);
        }

        Distribute(batch, spent, sold);
    }

    // What a venue without more room did not take goes back in the same proportions.
    private void Distribute(BatchClearing batch, Int128 spent, Int128 sold)
    {
        for (int i = 0; i < _buyers.Count; i++)
        {
            Int128 part = Part(batch.TokensBought, _spent[i], spent);
            _ledger.Transfer(_pool.Token.Index, _tokens.Account, _buyers[i].Tokens.Account, part);
            Int128 back = Part(spent - batch.StablePaid, _spent[i], spent);
            _ledger.Transfer(_pool.Money.Index, _moneys.Account, _buyers[i].Money.Account, back);
        }

        for (int i = 0; i < _sellers.Count; i++)
        {
            PaySeller(_sellers[i], _sold[i], batch, sold);
        }
    }

    private Int128 TakeMoney(PoolBuyer buyer)
    {
        Int128 wanted = buyer.Spend is { } spend ? Int128.Max(0, spend.Value) : buyer.Money.Balance;
        Int128 lack = wanted - buyer.Money.Balance;
        if (buyer.BringsMoney && lack > 0)
        {
            _ledger.Mint(_pool.Money.Index, buyer.Money.Account, lack);
        }

        Int128 amount = Int128.Min(wanted, buyer.Money.Balance);
        _ledger.Transfer(_pool.Money.Index, buyer.Money.Account, _moneys.Account, amount);
        return amount;
    }

    private Int128 TakeTokens(PoolSeller seller, int day)
    {
        if (seller.Sales is not { } sales)
        {
            Int128 amount = seller.Worth is { } worth
                ? Int128.Min(Worth(worth.Value, day), seller.Tokens.Balance)
                : seller.Tokens.Balance;
            _ledger.Transfer(_pool.Token.Index, seller.Tokens.Account, _tokens.Account, amount);
            return amount;
        }

        Int128 sum = 0;
        ReadOnlySpan<Int128> amounts = sales.Amounts;
        ReadOnlySpan<int> rows = sales.Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            _ledger.Transfer(_pool.Token.Index, seller.Tokens[rows[i]], _tokens.Account, amounts[i]);
            sum += amounts[i];
        }

        return sum;
    }

    // At the price before the trade, rounded down.
    private Int128 Worth(Int128 money, int day) => money >= 0 ? 0 : _pool.Worth(-money, day);

    private void PaySeller(PoolSeller seller, Int128 offered, BatchClearing batch, Int128 sold)
    {
        if (seller.Sales is not { } sales)
        {
            PaySeller(seller.Money.Account, seller.Tokens.Account, offered, batch, sold);
            return;
        }

        ReadOnlySpan<Int128> amounts = sales.Amounts;
        ReadOnlySpan<int> rows = sales.Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            PaySeller(seller.Money[rows[i]], seller.Tokens[rows[i]], amounts[i], batch, sold);
        }
    }

    private void PaySeller(int money, int tokens, Int128 offered, BatchClearing batch, Int128 sold)
    {
        Int128 part = Part(batch.StableReceived, offered, sold);
        _ledger.Transfer(_pool.Money.Index, _moneys.Account, money, part);
        Int128 back = Part(sold - batch.TokensSold, offered, sold);
        _ledger.Transfer(_pool.Token.Index, _tokens.Account, tokens, back);
    }

    // Rounded down; the rest stays in the clearing account.
    private static Int128 Part(Int128 amount, Int128 contributed, Int128 total) =>
        contributed == 0 ? 0 : WideMath.MultiplyDivide(amount, contributed, total);
}
