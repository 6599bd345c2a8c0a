// %% [markdown]
// # 01 Quick start
//
// **Question.** What is in a warehouse, and how do I ask it?
//
// **Answer.** Five markets of a synthetic economy over two years: 76,619 chain logs, of which payments, prices and supplies were
// made. SQL gives frames, metrics give numbers whose definition is written down, and scenarios give what could come next.
//
// Everything in the sample is synthetic. Amounts are integers of base units: divide by ten to the power of the token's decimals.

// %%
using Souk;

var warehouse = Warehouse.Open("sample");
Study.Pin(warehouse, "3d0df28b6862", seed: 7, engine: 2);

// %% [markdown]
// A query becomes a **frame**: named, typed columns that stay in DuckDB. `souk schema` describes the tables.

// %%
var legs = warehouse.Sql(
    "select system, role, symbol, amount from market.payment join market.token using (chain_id, token_id, system)"
);
display(legs.Describe());

// %%
var byRole = legs.Group("system, symbol, role", "count(*) as legs", "sum(amount) as amount");
display(byRole);

// %% [markdown]
// A **metric** is one SQL file with its formula, its definer and its caveats; pages, API and command line run the same file.

// %%
var supply = warehouse.Metric("supply").AsOf(2024, 12, 31);
display(supply.Formula);
display(supply.Frame.OrderBy("day desc").Head(3));

// %% [markdown]
// A **chart** has the specification that the pages use.

// %%
display(
    Plot.Lines(
        warehouse.Metric("supply").Frame,
        "day",
        ["supply"],
        "Supply of the synthetic token",
        unit: "MASA",
        decimals: 18
    )
);

// %% [markdown]
// A **scenario** runs once, or many times with bands. Two scenarios under one seed share their luck.

// %%
var now = warehouse.Scenario("baseline").For(90);
var burnMore = warehouse.Scenario("burn-30").For(90);
var bands = now.Ensemble(runs: 20, seed: 7);
display(bands.Chart("supply"));

// %%
double difference =
    burnMore.Ensemble(runs: 20, seed: 7).Quantile("burned", 0.5) - bands.Quantile("burned", 0.5);
display(
    $"Half of the fees are burned today. With 30 % it is {-difference:N0} tokens less in 90 days, "
        + "in the median of 20 runs."
);

// %%
Study.Equal(
    76_619L,
    warehouse.Sql("select count(*) as n from chain.log").Value<long>(),
    "the number of chain logs"
);
Study.Equal(
    5L,
    warehouse.Sql("select count(distinct system) as n from market.token").Value<long>(),
    "the number of markets"
);
Study.Claim(legs.Where("amount < 0").RowCount == 0, "no payment is negative");
Study.Claim(
    supply.Frame.RowCount < warehouse.Metric("supply").Frame.RowCount,
    "as of an earlier day there are fewer days"
);
Study.Claim(difference < 0, "a smaller share burns less");
