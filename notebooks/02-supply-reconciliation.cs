// %% [markdown]
// # 02 Does the supply close?
//
// **Question.** Is every base unit of the token accounted for, on every day?
//
// **Answer.** Yes. On each of 730 days, what was minted less what was burned equals the sum of all balances, class by class, to the
// base unit; nobody ever sent more than they had.
//
// Amounts are 128-bit integers throughout. The same study in Python: `clients/python/studies/02_supply.py`.

// %%
using Souk;

var warehouse = Warehouse.Open("sample");
Study.Pin(warehouse, "3d0df28b6862");

// %%
var days = warehouse.Metric("supply_reconciliation").Frame;
display(
    days.OrderBy("day desc")
        .Head(1)
        .Select("day", "minted", "burned", "supply", "balances", "difference", "overdrawn")
);

// %% [markdown]
// The metric does the sums in SQL. To trust it, we add up every transfer once more, here, in C#.

// %%
var transfers = warehouse.Sql(
    """
    select sender_id, recipient_id, amount
    from market.transfer join market.token using (chain_id, token_id, system)
    where system = 'masa' and is_market_token
    order by block_number, log_index
    """
);
var balances = new Dictionary<int, Int128>();
Int128 minted = 0,
    burned = 0;
var senders = transfers.Column<int>("sender_id");
var recipients = transfers.Column<int>("recipient_id");
var amounts = transfers.Column<Int128>("amount");
for (int row = 0; row < amounts.Count; row++)
{
    if (senders[row] == 0)
        minted += amounts[row];
    else
        balances[senders[row]] = balances.GetValueOrDefault(senders[row]) - amounts[row];
    if (recipients[row] == 0)
        burned += amounts[row];
    else
        balances[recipients[row]] = balances.GetValueOrDefault(recipients[row]) + amounts[row];
}

Int128 held = balances.Values.Aggregate((Int128)0, (sum, balance) => sum + balance);
display($"{amounts.Count:N0} transfers, {balances.Count} holders; held {Study.Tokens(held, 18)} MASA");

// %% [markdown]
// Who holds it changes as vesting contracts release.

// %%
display(
    Plot.Areas(
        days,
        "day",
        ["circulating", "locked", "staked", "escrowed", "treasury"],
        "Where the supply is",
        unit: "MASA",
        decimals: 18
    )
);

// %%
var last = days.OrderBy("day desc").Head(1);
Study.Equal(730L, days.RowCount, "the number of days");
Study.Claim(days.Where("difference <> 0").RowCount == 0, "the difference is zero on every day");
Study.Claim(days.Where("overdrawn <> 0").RowCount == 0, "nobody sent more than they had");
Study.Equal(last.Value<Int128>("minted"), minted, "what was minted, added up in C#");
Study.Equal(last.Value<Int128>("burned"), burned, "what was burned, added up in C#");
Study.Equal(last.Value<Int128>("supply"), held, "the sum of all balances, added up in C#");
