// %% [markdown]
// # 04 Do unlocks move the price?
//
// **Question.** Does the price fall around the days on which vesting cliffs end?
//
// **Answer.** In this sample the three cliffs together show no fall that chance would not show: the mean return around them lies
// within what windows on all other days give. Three events are few; the study says what it can exclude, not that unlocks are harmless.
//
// The same kind of question, asked of people: parties of the sample are present more often in the three days from a reward on; the agents
// of `masa-like` are not, because they stake for other reasons. The scenario lacks that response, so nothing can be learnt of it there.
//
// The test is exact: instead of assuming a distribution, the return around the cliffs is ranked among the returns of *all* windows of
// the same length.

// %%
using Souk;

var warehouse = Warehouse.Open("sample");
Study.Pin(warehouse, "3d0df28b6862");
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

// %% [markdown]
// ## People, measured and simulated
//
// An event may happen to a person, too: does who is paid do more in the days after? One estimator, difference in differences with placebo
// dates, reads what parties of the sample did and what agents of a scenario did. Presence is a day on which one sent anything, and its
// effect is compared with the three days before the payment and with all to whom nothing happened.

// %%
const int Around = 3;
var measured = warehouse.Responses("masa", "reward", "presence", before: Around, after: Around);
var simulated = warehouse.Take(
    Scenario.Load("masa-like").Responses("data_stakers", "data.posts", before: Around, after: Around, seed: 1)
);
string[] columns = ["effect", "low", "high", "events", "event_days", "placebo_share", "verdict"];
var people = measured.Where("lag is null").Select(["'measured' as source", .. columns]);
var agents = simulated.Where("lag is null").Select(["'simulated' as source", .. columns]);
display(people);
display(agents);

// %%
var overlay = measured
    .Where("lag is not null")
    .Select("lag", "effect as measured")
    .Join(simulated.Where("lag is not null").Select("lag", "effect as simulated"), "lag")
    .OrderBy("lag");
display(
    Plot.Lines(
        overlay,
        "lag",
        ["measured", "simulated"],
        "Presence around the day of a payment",
        unit: "more days of presence a day than without it"
    )
);

// %%
Study.Equal(3, events.Length, "the number of cliffs with a whole window");
Study.Claim(p > 0.05, "the return around cliffs is not unusually low");
Study.Claim(Math.Abs(z) < 3, "nor is it far from that of other windows");
Study.Equal(2 * Around, (int)overlay.RowCount, "the number of days around a payment, measured and simulated");
Study.Equal("seen", people.Value<string>("verdict"), "the response that is measured");
Study.Equal("none seen", agents.Value<string>("verdict"), "the response that is simulated");
Study.Claim(
    people.Value<double>("low") > agents.Value<double>("high"),
    "the scenario lacks a response that the sample has: their intervals do not meet"
);
