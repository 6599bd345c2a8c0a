// %% [markdown]
// # 03 Emissions against burns
//
// **Question.** Do burned fees offset what is newly minted?
//
// **Answer.** Hardly. In no month do burns cover a tenth of the emission, so the supply grows in every month. The share covered rises
// as the market's fees grow and the emission fades, but at its best it is still below 10 %.

// %%
using Souk;

var warehouse = Warehouse.Open("sample");
Study.Pin(warehouse, "3d0df28b6862");

// %%
var daily = warehouse.Metric("emissions").Frame;
var monthly = daily.Group(
    "date_trunc('month', day)::date as month",
    "sum(emitted) as emitted",
    "sum(burned) as burned",
    "sum(net) as net"
);
display(monthly);

// %%
display(
    Plot.Bars(
        monthly.Select("month", "emitted", "-burned as burned"),
        "month",
        ["emitted", "burned"],
        "Minted and burned by month",
        unit: "MASA",
        decimals: 18
    )
);

// %%
var cover = monthly.Where("emitted > 0").Add("(burned * 1000000 // emitted)::bigint as cover_ppm");
display(
    Plot.Lines(
        cover.Add("cover_ppm / 1e4 as cover"),
        "month",
        ["cover"],
        "Share of the emission that burns cover",
        unit: "%"
    )
);
long most = cover.Column<long>("cover_ppm").Max();
display($"At most {most / 1e4:N2} % of a month's emission was burned.");

// %% [markdown]
// Flows must add up to the change of the stock, exactly.

// %%
var supply = warehouse.Metric("supply").Frame.OrderBy("day");
var stock = supply.Column<Int128>("supply");
var flow = daily.Column<Int128>("net").Aggregate((Int128)0, (sum, net) => sum + net);
Study.Equal(stock[^1] - stock[0], flow, "the change of the supply, as the sum of daily net emission");
Study.Claim(
    monthly.Where("emitted > 0 and net <= 0").RowCount == 0,
    "the supply grew in every month with emission"
);
Study.Claim(most < 100_000, "burns never cover a tenth of the emission");
Study.Claim(most > 1_000, "burns are more than nothing");
