// %% [markdown]
// # 15 Sell a model once, or take royalties for ten years?
//
// **Question.** On Sahara's market an asset may be sold for one price or earn a royalty at each use. How many uses a day make waiting worth it?
//
// **Answer.** With 2 tokens a call, of which a fifth goes upstream and half of that on to the model's own sources, a price of 5,000 tokens equals
// ten years of royalties at about 11 calls a day (discounted at 10 % a year). At 50 calls a day royalties repay the price within 18 months,
// discounting included; at 5 they never do within ten years.

// %%
using Souk;

var economy = Scenario.Load("data-economy");
Study.Pin(economy, "7df8b8f24b73", seed: 7, engine: 2);
const int Days = 3650;
const double Price = 5_000,
    Rate = 0.10;

// %%
Run At(int callsPerDay) => economy.With("calls.per_day", callsPerDay).For(Days).Run(seed: 7);
var run = At(50);
display(
    Plot.Lines(
        run.Frame("sale.royalties", "sale.present_value")
            .Select(
                "day",
                "\"sale.royalties\"::double / 1e6 as royalties",
                "\"sale.present_value\" as discounted"
            ),
        "day",
        ["royalties", "discounted"],
        "Royalties so far, and what they are worth on the first day",
        unit: "tokens"
    )
);

// %% [markdown]
// In closed form: 50 calls of 2 tokens pass 20 % upstream, and the model passes half of that on. It keeps 10 tokens a day, each worth
// (1 + r)^(-d/365) on the first day.

// %%
double PresentValue(double perDay) =>
    Enumerable.Range(0, Days).Sum(day => perDay * Math.Pow(1 + Rate, -day / 365.0));
double closed = PresentValue(10);
double simulated = run.Last("sale.present_value");
double later = closed / Math.Pow(1 + Rate, 1 / 365.0);
display(
    $"closed form {closed:N4} (or {later:N4}, if the first day's royalties come at its end), "
        + $"simulated {simulated:N4}"
);

// %%
double perCall = 10.0 / 50;
double needed = Price / PresentValue(perCall);
int breakEven = (int)run.Last("sale.break_even");
display(
    $"{needed:N1} calls a day are worth the price over ten years; at 50 the price is repaid on day {breakEven}."
);

// %%
var few = At(5);
var more = At((int)Math.Ceiling(needed) + 1);
display(
    $"5 calls a day: {few.Last("sale.present_value"):N0} tokens; "
        + $"{Math.Ceiling(needed) + 1:N0} calls: {more.Last("sale.present_value"):N0} tokens"
);

// %%
Study.Claim(
    Math.Min(Math.Abs(simulated - closed), Math.Abs(simulated - later)) < 0.01,
    "the simulation gives the closed form, to a hundredth of a token"
);
Study.Equal(11.0, Math.Round(needed), "the calls a day that are worth the price, rounded,");
Study.Claim(few.Last("sale.present_value") < Price, "5 calls a day are worth less than the price");
Study.Claim(more.Last("sale.present_value") > Price, "a call more than needed is worth more than the price");
Study.Claim(breakEven is > 500 and < 560, "50 calls a day repay the price within 18 months");
Study.Equal(
    (Int128)36_500_000_000,
    run.Units("sale.royalties")[^1],
    "the royalties of ten years, in millionths of a token"
);
