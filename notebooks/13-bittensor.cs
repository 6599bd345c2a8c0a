// %% [markdown]
// # 13 Bittensor: halving, Yuma, dTAO
//
// **Question.** When does TAO's emission halve, and does Yuma's consensus keep a colluding validator from paying their own miner?
//
// **Answer.** The issuance of 8 million TAO passes half of the cap on day 347 (from 0), when a block begins to mint half a TAO: the simulation and a
// loop of a few lines agree to the smallest unit on every day. Consensus bounds a colluding
// minority but does not undo it: what one of three equal validators gives beyond the median is clipped, yet the other miners lose that
// validator's weight, so the favoured miner's share rises from 15 % to 21 %, near s / (1 − c (1 − s)) for a share s and a colluding
// stake c. Against a majority nothing helps: with two of three, the favoured miner gets everything.
//
// The kernels behind this (halving, Yuma, subnet pools) are checked against upstream's own vectors; see docs/mechanisms.

// %%
using Souk;

var minting = Scenario.Load("emissions");
var subnets = Scenario.Load("subnets");
Study.Pin(minting, "1132c1ebe445", seed: 7, engine: 2);
Study.Pin(subnets, "71bbf8f8780c", engine: 2);

// %%
var emissions = minting.Run(seed: 7);
var minted = emissions.Units("mint.tao.emitted");
var daily = minted.Select((units, day) => day == 0 ? units : units - minted[day - 1]).ToArray();
display(
    Plot.Lines(
        emissions
            .Frame("mint.tao.emitted", "mint.agix.emitted")
            .Select("day", "\"mint.tao.emitted\"::double / 1e9 as minted"),
        "day",
        ["minted"],
        "TAO minted since the start",
        unit: "TAO"
    )
);

// %% [markdown]
// By hand, in the smallest unit (10⁻⁹ TAO): a block mints one TAO until the issuance reaches 10.5 million, then half of it.

// %%
const long Rao = 1_000_000_000;
Int128 issued = (Int128)8_000_000 * Rao;
Int128 start = issued;
var byHand = new List<Int128>();
for (int day = 0; day < emissions.Days; day++)
{
    for (int block = 0; block < 7200; block++)
    {
        // The k-th halving is at the cap times 1 - 2^-k.
        int halvings = 0;
        while (issued >= (Int128)21_000_000 * Rao - ((Int128)21_000_000 * Rao >> (halvings + 1)))
            halvings++;
        issued += Rao >> halvings;
    }

    byHand.Add(issued - start);
}

int halved = Array.FindIndex(daily, units => units < daily[0]);
display(
    $"The first day with a smaller emission is day {halved}, {emissions.Dates[halved]:yyyy-MM-dd}: "
        + $"{Study.Tokens(daily[halved], 9)} TAO after {Study.Tokens(daily[0], 9)}, "
        + $"then {Study.Tokens(daily[halved + 1], 9)}."
);

// %% [markdown]
// A subnet of three equal validators and three miners. Colluders give all weight to the last miner alone: none of the validators, one,
// or two of them, under the same luck. How is what the miners earned divided?

// %%
double[] Shares(Run run)
{
    var held = run.Balances("miners.mixed", "BETA");
    double all = (double)held.Aggregate((Int128)0, (sum, units) => sum + units);
    return [.. held.Select(units => (double)units / all)];
}

var minority = subnets.Run(seed: 7);
double[] none = Shares(subnets.With("mixed.colluders", "0 %").Run(seed: 7));
double[] one = Shares(minority);
double[] two = Shares(subnets.With("mixed.colluders", "67 %").Run(seed: 7));
foreach (
    var (name, shares) in new[] { ("nobody colludes", none), ("one of three", one), ("two of three", two) }
)
    display($"{name, -16} {string.Join("  ", shares.Select(share => $"{share:P2}"))}");

// %%
display(
    Plot.Lines(
        minority.Frame("honest.price", "mixed.price"),
        "day",
        ["honest.price", "mixed.price"],
        "Price of each subnet's token",
        unit: "TAO"
    )
);

// %%
Study.Claim(
    minted.SequenceEqual(byHand),
    "the emission of every day is what the loop over blocks gives, to the smallest unit"
);
Study.Equal(347, halved, "the index of the day on which the emission halves");
Study.Claim(minority.Last("supply") <= 21_000_000, "the supply stays within the cap");
double expected = none[^1] / (1 - ((1 - none[^1]) / 3));
Study.Claim(
    Math.Abs(one[^1] - expected) < 0.01,
    $"one colluder of three raises the favoured miner's share to {expected:P1}, within a point"
);
Study.Claim(two[^1] > 0.999, "two of three take everything");
Study.Equal(minority.Digest, subnets.Run(seed: 7).Digest, "the digest of the same run again");
