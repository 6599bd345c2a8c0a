using Souk.Dashboards.Answers;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Trust;
using Souk.Dashboards.Wordings;
using Souk.Research.Responses;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.EventStudies;

/// <summary>Event studies of what is indexed and of scenarios, each worked out once: of a state of the index, or of a scenario
/// and seed.</summary>
public sealed class StudyDesk(IDashboardData data, BandRunner runner)
{
    /// <summary>Runs of a scenario; each is a unit.</summary>
    public const int Runs = 16;

    private const int StudiesKept = 256;
    private const int BooksKept = 8;

    private readonly Kept<string, IReadOnlyList<DayBook>> _books = new(BooksKept);
    private readonly Kept<string, StudySide> _sides = new(StudiesKept);

    /// <summary>The markets that are indexed, by day.</summary>
    public async Task<IReadOnlyList<DayBook>> MeasuredAsync(CancellationToken cancellation) =>
        await _books.OfAsync(
            await data.ReadStateAsync(cancellation),
            () => data.ReadAsync(MarketBooks.Read, cancellation)
        );

    /// <summary>The runs of a scenario, by day, and the runs themselves.</summary>
    /// <exception cref="Simulation.Scenarios.ScenarioException">It cannot run.</exception>
    /// <exception cref="RunException">A rule met what it cannot do.</exception>
    public async Task<(IReadOnlyList<DayBook> Books, BlueprintResult Result)> SimulatedAsync(
        Blueprint blueprint,
        uint seed,
        CancellationToken cancellation
    )
    {
        BlueprintResult result = await runner.ResultAsync(blueprint, seed, Runs, cancellation);
        return (_books.Of($"{blueprint.Hash} {seed}", () => SimulatedBooks.Of(result)), result);
    }

    /// <summary>All outcomes around one kind of unusual day.</summary>
    /// <param name="simulated">Null where no scenario is asked for.</param>
    public async Task<IReadOnlyList<Study>> AroundAsync(
        Happening happening,
        (Blueprint Blueprint, uint Seed)? simulated,
        CancellationToken cancellation
    )
    {
        string state = await data.ReadStateAsync(cancellation);
        IReadOnlyList<DayBook> markets = await MeasuredAsync(cancellation);
        (IReadOnlyList<DayBook> Books, BlueprintResult Result)? runs = simulated is { } asked
            ? await SimulatedAsync(asked.Blueprint, asked.Seed, cancellation)
            : null;
        return
        [
            .. Enum.GetValues<DayOutcome>().Where(outcome => !new StudyKey(outcome, happening).IsItself).Select(Of),
        ];

        Study Of(DayOutcome outcome)
        {
            List<StudySide> sides =
            [
                Side(Badge.Indexed, state, Words.MarketsOf(markets, outcome), markets, happening, outcome),
            ];
            if (runs is { } played)
            {
                string of = Words.RunsOf(played.Result);
                sides.Add(Side(Badge.Modelled, of, of, played.Books, happening, outcome));
            }

            return new Study(
                $"{new StudyKey(outcome, happening)}",
                Words.Question(happening, outcome),
                Words.Unit(outcome),
                sides
            );
        }
    }

    /// <summary>What parties of a market did after a reward, and what agents did after a payment.</summary>
    /// <param name="people">Accounts of the scenario that may respond, and whose payment is the event; null for none.</param>
    /// <exception cref="ArgumentException">There are no such accounts; the message names those that there are.</exception>
    public async Task<Study> PeopleAsync(
        string market,
        PartyOutcome outcome,
        (Blueprint Blueprint, uint Seed, string People, string Payer)? people,
        CancellationToken cancellation
    )
    {
        ResponseDesign design = PeoplePanel.Design;
        List<StudySide> sides =
        [
            await _sides.OfAsync(
                $"{await data.ReadStateAsync(cancellation)} {market} {outcome}",
                async () =>
                {
                    ResponsePanel? panel = await data.ReadAsync(
                        connection => PeoplePanel.Read(connection, market, outcome),
                        cancellation
                    );
                    return await Task.Run(
                        () =>
                            StudySide.From(
                                Badge.Indexed,
                                PageWords.Plain("event-studies.people-of", market),
                                panel,
                                design,
                                PeoplePanel.TooMany
                            ),
                        cancellation
                    );
                }
            ),
        ];
        if (people is { } asked && outcome == PartyOutcome.Presence)
        {
            sides.Add(await AgentsAsync(asked, design, cancellation));
        }

        return new Study(
            $"{StudyKey.Of(outcome)}",
            Words.Question(outcome),
            PageWords.Plain("event-studies.per-person"),
            sides
        );
    }

    /// <summary>The rows that a study of whole markets, or of the runs of a scenario, is estimated from.</summary>
    /// <param name="simulated">Null for what was measured.</param>
    /// <inheritdoc cref="SimulatedAsync"/>
    public async Task<StudyRows> RowsAsync(
        StudyKey study,
        (Blueprint Blueprint, uint Seed)? simulated,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<DayBook> books = simulated is { } asked
            ? (await SimulatedAsync(asked.Blueprint, asked.Seed, cancellation)).Books
            : await MeasuredAsync(cancellation);
        return StudyRows.Of(books, study.Happening, study.Outcome, DayPanel.Design);
    }

    /// <summary>The rows that a study of people is estimated from.</summary>
    /// <param name="people">Null for what was measured.</param>
    /// <returns>Null where there are more people and days than a page reads.</returns>
    /// <inheritdoc cref="PeopleAsync"/>
    public async Task<StudyRows?> PeopleRowsAsync(
        string market,
        PartyOutcome outcome,
        (Blueprint Blueprint, uint Seed, string People, string Payer)? people,
        CancellationToken cancellation
    )
    {
        if (people is not { } asked)
        {
            return await data.ReadAsync(connection => PeoplePanel.ReadRows(connection, market, outcome), cancellation);
        }

        ResponsePanel panel = await runner.InTurnAsync(
            () => SimulatedResponses.Read(asked.Blueprint, asked.People, asked.Payer, asked.Seed, cancellation),
            cancellation
        );
        return StudyRows.Of(
            panel,
            unit => PageWords.Plain("event-studies.agent", unit + 1),
            asked.Blueprint.Start,
            PeoplePanel.Design
        );
    }

    private Task<StudySide> AgentsAsync(
        (Blueprint Blueprint, uint Seed, string People, string Payer) asked,
        ResponseDesign design,
        CancellationToken cancellation
    )
    {
        string of = PageWords.Plain(
            "event-studies.of-paid-by-seed",
            asked.People,
            asked.Blueprint.Title,
            asked.Payer,
            asked.Seed
        );
        return _sides.OfAsync(
            $"{asked.Blueprint.Hash} {of}",
            () =>
                runner.InTurnAsync(
                    () =>
                        StudySide.From(
                            Badge.Modelled,
                            of,
                            SimulatedResponses.Read(
                                asked.Blueprint,
                                asked.People,
                                asked.Payer,
                                asked.Seed,
                                cancellation
                            ),
                            design,
                            ""
                        ),
                    cancellation
                )
        );
    }

    private StudySide Side(
        Badge badge,
        string key,
        string of,
        IReadOnlyList<DayBook> books,
        Happening happening,
        DayOutcome outcome
    ) =>
        _sides.Of(
            $"{key} {happening} {outcome}",
            () =>
                StudySide.From(badge, of, DayPanel.Of(books, happening, outcome), DayPanel.Design, Words.Missing(badge))
        );
}
