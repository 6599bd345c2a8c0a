using System.Numerics;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Scenarios;

/// <summary>What the accounts of a scenario paid each other in one token over one run: every posting of its ledger.</summary>
/// <param name="Tokens">Symbols in which anything was paid.</param>
/// <param name="Flows">The largest first.</param>
public sealed record CashFlows(TokenUnit Token, int Days, IReadOnlyList<string> Tokens, IReadOnlyList<CashFlow> Flows)
{
    /// <summary>Names its files.</summary>
    public const string Key = "flows";

    /// <summary>Bands that can be told apart; the rest is drawn together.</summary>
    private const int FlowsDrawn = 16;
    private const string Others = "others";

    /// <summary>Runs replicate 0.</summary>
    /// <returns>Every token in which anything was paid, in the order of the scenario.</returns>
    /// <exception cref="Simulation.Scenarios.ScenarioException">The scenario cannot run.</exception>
    /// <exception cref="RunException">A rule met what it cannot do.</exception>
    public static IReadOnlyList<CashFlows> Of(Blueprint blueprint, uint seed, CancellationToken cancellation)
    {
        CashFlowSink sink = new();
        BlueprintResult result = BlueprintEnsemble.Run(
            blueprint,
            seed,
            runs: 1,
            openSink: () => sink,
            cancellation: cancellation
        );
        (TokenUnit Token, IReadOnlyList<CashFlow> Flows)[] all = [.. sink.Read()];
        string[] tokens = [.. all.Select(one => one.Token.Symbol)];
        return [.. all.Select(one => new CashFlows(one.Token, result.Days, tokens, one.Flows))];
    }

    /// <summary>What it comes to.</summary>
    public string Sentence
    {
        get
        {
            CashFlow most = Flows[0];
            return PageWords.Plain(
                "scenarios.most-went-from-to-of",
                Token.Symbol,
                most.From,
                most.To,
                Text(most.Amount),
                Text(All),
                Days
            );
        }
    }

    private BigInteger All => Flows.Aggregate(BigInteger.Zero, (sum, flow) => sum + flow.Amount);

    public Chart ToChart() =>
        new()
        {
            Title = PageWords.Plain("scenarios.who-pays-whom-in", Token.Symbol),
            X = new Axis(PageWords.Plain("scenarios.from-to")),
            Y = new Axis(Token.Symbol),
            Note = PageWords.Plain(
                "scenarios.every-posting-of-one-run",
                Flows.Count > FlowsDrawn
                    ? $" {PageWords.Plain("scenarios.the-largest-of-flows-are", FlowsDrawn, Flows.Count)}"
                    : ""
            ),
            Series =
            [
                new FlowSeries(
                    PageWords.Plain("scenarios.paid"),
                    Tone.Grey,
                    [
                        .. Flows.Take(FlowsDrawn).Select(flow => Drawn(flow.From, flow.To, flow.Amount)),
                        .. Flows.Count > FlowsDrawn
                            ?
                            [
                                Drawn(
                                    Others,
                                    Others,
                                    Flows.Skip(FlowsDrawn).Aggregate(BigInteger.Zero, (sum, flow) => sum + flow.Amount)
                                ),
                            ]
                            : Array.Empty<Flow>(),
                    ]
                ),
            ],
        };

    /// <param name="about">Which scenario and seed.</param>
    public Exhibit ToExhibit(IEnumerable<(string Name, string Text)> about) =>
        new(
            Key,
            ToChart().Title,
            ExportTable.Of(
                Flows,
                ("from", row => row.From),
                ("to", row => row.To),
                ("symbol", _ => Token.Symbol),
                ("decimals", _ => Token.Decimals),
                ("amount", row => row.Amount),
                ("postings", row => row.PostingCount)
            ),
            ToChart()
        )
        {
            About =
            [
                ("units", PageWords.Plain("scenarios.base-units-of", Token.Symbol)),
                ("formula", ToChart().Note!),
                .. about,
            ],
        };

    public string Text(BigInteger amount) => new Amount(amount, Token).Compact;

    private Flow Drawn(string from, string to, BigInteger amount) =>
        new(from, to, new Amount(amount, Token).ToChartPoint(), ToneOf(from, to));

    private static Tone ToneOf(string from, string to) =>
        from == CashFlowSink.Minted ? Tone.Sky
        : to == CashFlowSink.Burned ? Tone.Vermilion
        : from == Others ? Tone.Grey
        : Tone.Blue;
}

/// <summary>What one group of accounts paid another.</summary>
/// <param name="Amount">Base units, over all postings.</param>
public sealed record CashFlow(string From, string To, BigInteger Amount, long PostingCount);
