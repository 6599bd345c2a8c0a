using System.CommandLine;
using Souk.Cli.Ensembles;
using Souk.Research.Calibrations;
using Souk.Simulation.Backtests;

namespace Souk.Cli.Verbs;

/// <summary>The options with which `souk backtest` and `souk forecast publish` fit and run.</summary>
internal sealed class BacktestOptions
{
    private readonly Option<string> _targets = new("--targets")
    {
        Description = "What was observed: date, metric, value; or a list of metrics of a warehouse (YAML).",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string?> _database = CalibrateVerb.Database();

    private readonly Option<string[]> _asIs = new("--as-is")
    {
        Description = "A metric whose runs are taken as they are, not from the last observation on.",
        HelpName = "METRIC",
    };

    private readonly Option<string[]> _fit = new("--fit")
    {
        Description = "A metric that is fitted to; all that FILE has if none is given.",
        HelpName = "METRIC",
    };

    private readonly Option<int> _thin = Number("--thin", "Fit to one day in so many: neighbours say the same.", 7);

    private readonly Option<int> _evaluations = Number("--evaluations", "Points that a fit may try.", 60);

    private readonly Option<int> _futures = Number("--futures", "Simulated futures of each forecast.", 200);

    public static Option<int> Number(string name, string description, int value) =>
        new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => value,
        };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_targets, _database, _fit, _asIs, _thin, _evaluations, _futures])
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="InvalidInputException">A list of metrics without a warehouse, or the other way round.</exception>
    /// <exception cref="TargetException">Targets that cannot be used.</exception>
    public TargetSet Targets(ParseResult parsed, DateOnly start) =>
        CalibrationTargets.Read(parsed.GetRequiredValue(_targets), parsed.GetValue(_database), start);

    /// <summary>The warehouse's file that targets are read from; null where they are in no file of ours that can be written to, as in
    /// the sample.</summary>
    public string? Warehouse(ParseResult parsed) =>
        parsed.GetValue(_database) is { } file && File.Exists(file) ? file : null;

    /// <param name="request">Whose constraints and shards the fits have.</param>
    /// <exception cref="InvalidInputException">A number out of its limits.</exception>
    public BacktestPlan Plan(
        ParseResult parsed,
        StudyRequest request,
        IReadOnlyList<string> metrics,
        int first,
        int every,
        int ahead
    )
    {
        BacktestPlan plan = new()
        {
            FirstDay = Within("--first", first, 1, 36_525),
            EveryDays = Within("--every", every, 1, 36_525),
            AheadDays = Within("--ahead", ahead, 1, 36_525),
            Metrics = metrics,
            FittedMetrics = parsed.GetValue(_fit) ?? [],
            ThinDays = Within("--thin", parsed.GetValue(_thin), 1, 36_525),
            Evaluations = Within("--evaluations", parsed.GetValue(_evaluations), 1, 1_000_000),
            Futures = Within("--futures", parsed.GetValue(_futures), 20, 100_000),
            Anchors = (parsed.GetValue(_asIs) ?? []).ToDictionary(metric => metric, _ => Anchor.None),
            Space = request.Space,
            Player = request.Player,
        };
        return plan;
    }

    /// <summary>Says what a scenario and its observations do not allow in words of the command line.</summary>
    public static T Try<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ArgumentException problem)
        {
            throw new InvalidInputException(problem.Message.Split(" (Parameter", 2)[0]);
        }
    }

    public static int Within(string name, int value, int least, int most) =>
        value >= least && value <= most
            ? value
            : throw new InvalidInputException($"{name} {value} is not between {least} and {most}.");
}
