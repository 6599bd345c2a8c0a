// %% [markdown]
// # 06 Cohorts and survival
//
// **Question.** How long do those stay who contribute data, and is a retention table a survival curve?
//
// **Answer.** No: a cohort's retention counts who acts in a month, so it may rise again; survival counts who has not yet acted for the
// last time, so it cannot. By Kaplan and Meier (1958), most contributors of the sample are still there after a year. Those whose last act is
// near the end of the data are censored, not lost.

// %%
using Souk;

var warehouse = Warehouse.Open("sample");
Study.Pin(warehouse, "3d0df28b6862");

// %%
var retention = warehouse.Metric("retention").Frame.Where("side = 'contributors'");
display(
    retention
        .Group(
            "months_after",
            "sum(retained)::bigint as retained",
            "sum(cohort_size)::bigint as of_all",
            "(sum(retained) * 1000000 // sum(cohort_size))::bigint as share_ppm"
        )
        .Head(12)
);

// %% [markdown]
// For survival each contributor has a first and a last act. Whoever acted within the last 60 days may come back: censored.

// %%
var lives = warehouse.Sql(
    """
    with acts as (
        select contributor_id as party, time::date as day from market.contribution where system = 'masa'
    ),
    ends as (select max(day) as last_day from acts)
    select
        party,
        date_diff('day', min(day), max(day)) as days,
        max(day) < (select last_day from ends) - 60 as has_left
    from acts group by party order by days, party
    """
);
display(lives.Group("has_left", "count(*) as contributors", "median(days) as median_days"));

// %%
var lived = lives.Column<long>("days");
var hasLeft = lives.Column<bool>("has_left");
var curve = new List<(double Day, double Survival)> { (0, 1) };
double survival = 1;
foreach (var day in lived.Distinct().Order())
{
    int atRisk = lived.Count(days => days >= day);
    int left = Enumerable.Range(0, lived.Count).Count(index => lived[index] == day && hasLeft[index]);
    // A step: the share falls on the day itself.
    curve.Add((day, survival));
    survival *= 1 - ((double)left / atRisk);
    curve.Add((day, survival));
}

double atYear = curve.Last(point => point.Day <= 365).Survival;
display(
    $"{lived.Count} contributors, {hasLeft.Count(left => left)} left; "
        + $"{atYear:P1} of them are expected to stay a year."
);

// %%
var points = warehouse.Sql(
    "select unnest($days::double[]) as days, unnest($shares::double[]) as share",
    ("days", curve.Select(p => p.Day).ToArray()),
    ("shares", curve.Select(p => p.Survival).ToArray())
);
display(Plot.Lines(points, "days", ["share"], "Contributors who stay (Kaplan and Meier)", unit: "share"));

// %%
Study.Claim(
    retention.Where("months_after = 0 and share_ppm <> 1000000").RowCount == 0,
    "in its first month all of a cohort act"
);
Study.Claim(
    curve.Zip(curve.Skip(1)).All(pair => pair.Second.Survival <= pair.First.Survival),
    "survival never rises"
);
Study.Claim(
    retention
        .Sql(
            """
            select count(*) as n
            from frame a
            join frame b on a.cohort = b.cohort and b.months_after > a.months_after and b.retained > a.retained
            """
        )
        .Value<long>() > 0,
    "retention does rise, in some cohort"
);
Study.Claim(atYear > 0.5, "most stay a year");
