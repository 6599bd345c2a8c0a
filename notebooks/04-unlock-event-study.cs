// %% [markdown]
// # 04 Do unlocks move the price?
//
// **Question.** Does the price fall around the days on which vesting cliffs end?
//
// **Answer.** In this sample the three cliffs together show no fall that chance would not show: the mean return around them lies
// within what windows on all other days give. Three events are few; the study says what it can exclude, not that unlocks are harmless.
//
// The test is exact: instead of assuming a distribution, the return around the cliffs is ranked among the returns of *all* windows of
// the same length.

// %%
using Souk;

var warehouse = Warehouse.Open("sample");
Study.Pin(warehouse, "3716e62f2f72");
const int Before = 5,
    After = 10;

// %%
var cliffs = warehouse.Sql(
    """
    select distinct
        to_timestamp(cliff_seconds::bigint)::timestamp::date as day,
        count(*) over (partition by cliff_seconds) as wallets
    from market.vesting where system = 'masa' order by day
    """
);
display(cliffs);

// %% [markdown]
// Prices are those of the pool at the end of each day; a day without a trade keeps the last one.

// %%
var prices = warehouse
    .Metric("price")
    .Frame.Sql(
        """
        with days as (select unnest(generate_series(min(day), max(day), interval 1 day))::date as day from frame)
        select
            days.day,
            last_value(quote_reserve::double / 1e6 / (token_reserve::double / 1e18) ignore nulls)
                over (order by days.day) as price
        from days left join frame using (day) order by day
        """
    );
display(Plot.Lines(prices, "day", ["price"], "Price of the synthetic token", unit: "USDC"));

// %%
var dates = prices.Column<DateOnly>("day").ToList();
var price = prices.Column<double>("price");
double Return(int at) => Math.Log(price[at + After] / price[at - Before]);
int[] events =
[
    .. cliffs
        .Column<DateOnly>("day")
        .Select(day => dates.IndexOf(day))
        .Where(at => at >= Before && at + After < dates.Count),
];
double observed = events.Average(Return);
double[] all = [.. Enumerable.Range(Before, dates.Count - Before - After).Select(Return)];
double mean = all.Average();
double deviation = Math.Sqrt(all.Average(value => (value - mean) * (value - mean)));
double z = (observed - mean) / (deviation / Math.Sqrt(events.Length));
display(
    $"{events.Length} cliffs: mean log return {observed:P2} from {Before} days before to {After} days after; "
        + $"all windows {mean:P2} ± {deviation:P2}; z = {z:N2}"
);

// %% [markdown]
// Exactly: how many of all ways to place as many equally spaced events have a mean return as low as the observed one?

// %%
int shifts = dates.Count - Before - After;
int[] offsets = [.. events.Select(at => at - Before)];
int asLow = Enumerable
    .Range(0, shifts)
    .Count(shift => offsets.Average(offset => all[(offset + shift) % shifts]) <= observed);
double p = (double)asLow / shifts;
display($"{asLow} of {shifts} placements are as low: p = {p:N3}");

// %%
Study.Equal(3, events.Length, "the number of cliffs with a whole window");
Study.Claim(p > 0.05, "the return around cliffs is not unusually low");
Study.Claim(Math.Abs(z) < 3, "nor is it far from that of other windows");
