using Souk.Dashboards.Definitions;
using Souk.Dashboards.Facts;
using Souk.Dashboards.Tables;
using Souk.Dashboards.Wordings;
using Souk.DuckDb;
using Souk.Research.Responses;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Values;

namespace Souk.Dashboards.EventStudies;

/// <summary>Leads from a day of a measured study to the facts that it counts, each with its transaction.</summary>
internal sealed class StudyFacts
{
    // Nobody has the key of this one: what is sent there is burned.
    private static readonly Address s_dead = Address.Parse("0x000000000000000000000000000000000000dead");

    private readonly StudyKey _study;
    private readonly string? _market;
    private readonly Dictionary<(string Market, string Metric), MetricTable> _tables = [];

    private StudyFacts(StudyKey study, string? market)
    {
        _study = study;
        _market = market;
    }

    /// <summary>Reads what tells which facts there are.</summary>
    /// <param name="market">Of people: units are addresses then. Null where units are markets.</param>
    /// <param name="units">Markets of the rows that are shown.</param>
    public static StudyFacts Read(
        DuckDBConnection connection,
        StudyKey study,
        string? market,
        IEnumerable<string> units
    )
    {
        StudyFacts facts = new(study, market);
        if (market is null)
        {
            foreach (string unit in units.Distinct())
            {
                foreach (string metric in (string[])["payments", "prices", "emissions"])
                {
                    facts._tables[(unit, metric)] = MetricCatalogue.Run(connection, metric, unit);
                }
            }
        }

        return facts;
    }

    /// <summary>The facts of a row.</summary>
    public FactsBehind Behind(StudyRow row) => new(row.IsEvent ? BehindEvent(row) : [], BehindOutcome(row));

    /// <summary>The facts of what happened: none where no fact tells it, as of a price that a file says.</summary>
    private IReadOnlyList<(string Text, string Link)> BehindEvent(StudyRow row) =>
        _market is { } market
            ?
            [
                Named(
                    new FactQuery(market, Kind("payment"))
                    {
                        From = row.Day,
                        To = row.Day,
                        What = "reward",
                        Party = Address.Parse(row.Unit),
                    }
                ),
            ]
            : _study.Happening switch
            {
                Happening.Reward => Paid(row, ["reward"]),
                Happening.Fee => Paid(row, MarketBooks.Fees),
                Happening.FeeRate => Paid(row, [.. MarketBooks.Fees, "price"]),
                Happening.Price => [.. Priced(row.Unit, row.Day.AddDays(-1)), .. Priced(row.Unit, row.Day)],
                Happening.Burn => Burned(row),
                _ => [Named(On(row, "release"))],
            };

    /// <summary>The facts of what may have responded; empty where nothing was done.</summary>
    private IReadOnlyList<(string Text, string Link)> BehindOutcome(StudyRow row)
    {
        if (!double.IsFinite(row.Outcome) || row.Outcome == 0)
        {
            return [];
        }

        if (_market is { } market)
        {
            FactQuery did = new(market, Kind(_study.People == PartyOutcome.Contributions ? "contribution" : "transfer"))
            {
                From = row.Day,
                To = row.Day,
                Party = Address.Parse(row.Unit),
            };
            return [_study.People == PartyOutcome.Contributions ? Named(did) : Done(did)];
        }

        return _study.Outcome switch
        {
            DayOutcome.Spending => Paid(row, ["price"]),
            DayOutcome.Price => Priced(row.Unit, row.Day),
            _ => [Done(On(row, "transfer"))],
        };
    }

    private IReadOnlyList<(string, string)> Paid(StudyRow row, string[] roles)
    {
        MetricTable table = _tables[(row.Unit, "payments")];
        return
        [
            .. Payments
                .RowsOf(table, roles)
                .Where(paid => table.Value<DateOnly>(paid, "day") == row.Day)
                .Select(paid =>
                    Named(
                        On(row, "payment") with
                        {
                            What = table.Text(paid, "role"),
                            Symbol = table.Text(paid, "symbol"),
                        }
                    )
                )
                .Distinct(),
        ];
    }

    private IReadOnlyList<(string, string)> Priced(string market, DateOnly day)
    {
        MetricTable table = _tables[(market, "prices")];
        return
        [
            .. table
                .Rows.Where(price =>
                    table.Value<DateOnly>(price, "day") == day && table.Value<bool>(price, "is_preferred")
                )
                .Select(price => RowEvidence.LinkOf(MetricCatalogue.Get("prices"), market, table, price))
                .OfType<string>()
                .Select(link => (FormattableString.Invariant($"{day:yyyy-MM-dd}"), link)),
        ];
    }

    private IReadOnlyList<(string, string)> Burned(StudyRow row)
    {
        MetricTable table = _tables[(row.Unit, "emissions")];
        double burned = table
            .Rows.Where(one => table.Value<DateOnly>(one, "day") == row.Day)
            .Sum(one => (double)table.Integer(one, "burned"));
        return
        [
            .. burned > 0 ? [Named(On(row, "transfer") with { What = "burn" })] : Array.Empty<(string, string)>(),
            .. row.Happened > burned
                ? [Named(On(row, "transfer") with { Party = s_dead })]
                : Array.Empty<(string, string)>(),
        ];
    }

    // Whatever somebody did makes a day.
    private static (string, string) Done(FactQuery query) =>
        (
            PageWords.Plain("event-studies.what-was-done"),
            query.LinkOr([Kind("payment"), Kind("contribution"), Kind("stake")])
        );

    private static FactQuery On(StudyRow row, string kind) =>
        new(row.Unit, Kind(kind)) { From = row.Day, To = row.Day };

    private static (string, string) Named(FactQuery query) =>
        (
            query.What is { } what ? FoundText.OfFact(query.Kind.Name, what) : query.Kind.Title.ToLowerInvariant(),
            query.Link()
        );

    private static FactKind Kind(string name) => FactKind.Find(name)!;
}

/// <summary>Where the facts of one row of a study are.</summary>
/// <param name="Event">Of what happened; empty where it is no event.</param>
/// <param name="Outcome">Of what may have responded.</param>
public sealed record FactsBehind(
    IReadOnlyList<(string Text, string Link)> Event,
    IReadOnlyList<(string Text, string Link)> Outcome
);
