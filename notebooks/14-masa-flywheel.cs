// %% [markdown]
// # 14 Masa's flywheel: does it turn?
//
// **Question.** Fees buy the token and burn it, the price rises, contributors earn more, more data attract more buyers, who pay more fees.
// Does the wheel turn by itself in a market of Masa's kind?
//
// **Answer.** Not against the unlocks. Burning 70 % of fees instead of none, until holders vote for 60 % in October, leaves fewer tokens in
// every run under the same luck. Yet the circulating supply grows by more than a third within the year, because vesting and node rewards add
// about four times what is burned, and the price falls. Buyers pay in dollars and hardly notice the token's price: the link from price
// back to demand, which the wheel needs, is the weak one.
//
// Sizes are assumed (the scenario says of each number whether it is exact, reported or assumed); the order of magnitude is the finding.

// %%
using Souk;

const uint Seed = 7;
const int Runs = 4;
var market = Scenario.Load("masa-like");
Study.Pin(market, "9f75e4a050b9", Seed, engine: 2);

// %%
display(market.Question);
var burnNone = market.With("fees.burn_share", "0 %").Ensemble(Runs, Seed);
var asItIs = market.Ensemble(Runs, Seed);
var burnMost = market.With("fees.burn_share", "70 %").Ensemble(Runs, Seed);
display(asItIs.Chart("circulating"));

// %%
display(asItIs.Chart("price"));

// %% [markdown]
// Run by run, under common random numbers, so that what differs is the share that is burned.

// %%
var supplyNone = burnNone.Values("supply");
var supplyAll = burnMost.Values("supply");
var priceNone = burnNone.Values("price");
var priceAll = burnMost.Values("price");
var demandNone = burnNone.Values("buyers.orders");
var demandAll = burnMost.Values("buyers.orders");
double tokens = supplyNone.Zip(supplyAll, (none, all) => none - all).Average();
double price = priceAll.Zip(priceNone, (all, none) => (all / none) - 1).Average();
double demand = demandAll.Zip(demandNone, (all, none) => (all / none) - 1).Average();
double burned = burnMost.Quantile("burned", 0.5),
    unlocked = burnMost.Quantile("unlocked", 0.5),
    emitted = burnMost.Quantile("emitted", 0.5);
display(
    $"Burning takes {tokens:N0} tokens in a year, moves the price by {price:P2} and orders by {demand:P2}; "
        + $"unlocked {unlocked:N0}, minted {emitted:N0}, burned {burned:N0}."
);

// %%
Study.Claim(
    supplyNone.Zip(supplyAll, (none, all) => all < none).All(less => less),
    "with more burned, fewer tokens are left in every run"
);
Study.Claim(
    (unlocked + emitted) / burned is > 3.5 and < 4.5,
    $"unlocks and emission add {(unlocked + emitted) / burned:0.0} times what is burned: about four times"
);
Study.Claim(
    new[] { burnNone, asItIs, burnMost }.All(runs =>
        runs.Values("price")
            .Zip(runs.Values("price", day: 0), (end, start) => end < start)
            .All(falls => falls)
    ),
    "the price falls within the year in every run, whatever is burned"
);
Study.Claim(Math.Abs(demand) < 0.05, "orders hardly depend on the share that is burned");
Study.Claim(
    asItIs.Quantile("circulating", 0.5) > 4.0 / 3 * asItIs.Quantile("circulating", 0.5, day: 0),
    "the circulating supply grows by more than a third"
);
