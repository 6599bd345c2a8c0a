using System.CommandLine;
using Souk.Cli.Ensembles;

namespace Souk.Cli.Verbs;

/// <summary>The options that say what an ensemble is made of.</summary>
internal sealed class DesignOptions
{
    private readonly Argument<string> _scenario = ScenarioVerb.File("SCENARIO");

    private readonly Option<uint> _seed = SharedOptions.Seed();

    private readonly Option<int> _runs = new("--runs")
    {
        Description = "Runs of each point, with the same luck at every point.",
        HelpName = "N",
        DefaultValueFactory = _ => 100,
    };

    private readonly Option<string[]> _vary = Vary();

    private readonly Option<string> _design = new("--design")
    {
        Description =
            "How points are spread: sobol, latin, grid, one-at-a-time or antithetic; or a file of points (CSV or Parquet), "
            + "a column for each path.",
        HelpName = "KIND|FILE",
        DefaultValueFactory = _ => DesignWords.Default,
    };

    private readonly Option<int> _points = new("--points")
    {
        Description = "Points of the design; steps of each parameter for a grid.",
        HelpName = "P",
        DefaultValueFactory = _ => 16,
    };

    private readonly Option<int?> _every = new("--every")
    {
        Description = "Days between two bands. Default: 1, or the last day alone with --vary.",
        HelpName = "D",
    };

    private readonly Option<string?> _onDays = new("--on-days")
    {
        Description = "Keep bands of these days alone, such as 29,59,89.",
        HelpName = "DAYS",
    };

    private readonly Option<bool> _ownLuck = new(PlanRequest.OwnLuck)
    {
        Description = "No two runs draw the same random numbers, where points are to be independent and not compared.",
    };

    private readonly Option<int?> _days = new("--days")
    {
        Description = "Another horizon than the file's.",
        HelpName = "D",
    };

    private readonly Option<string[]> _set = SharedOptions.Set();

    private readonly Option<string[]> _keep = Keep();

    /// <summary>`--keep`: what points keep to.</summary>
    public static Option<string[]> Keep() =>
        new("--keep")
        {
            Description =
                "A constraint on points: \"team.share + seed.share <= 50%\", \"team.cliff < team.duration\". May be repeated.",
            HelpName = "CONSTRAINT",
        };

    public static Option<string[]> Vary() =>
        new("--vary")
        {
            Description =
                "A parameter that the design moves: between two ends (fees.burn_share=10%..50%), over values "
                + "(team.cliff=6 months,1 year), or by a law (\"team.balance=lognormal(2M TKN; 0.5)\"; also normal and "
                + "triangular), whose quantiles the design's shares become. May be repeated.",
            HelpName = "PATH=LOW..HIGH",
        };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_scenario);
        foreach (
            Option option in (Option[])
                [_runs, _seed, _vary, _keep, _design, _points, _ownLuck, _every, _onDays, _days, _set]
        )
        {
            command.Options.Add(option);
        }
    }

    public PlanRequest Read(ParseResult parsed) =>
        new(
            parsed.GetRequiredValue(_scenario),
            parsed.GetValue(_seed),
            parsed.GetValue(_runs),
            parsed.GetValue(_vary) ?? [],
            DesignWords.IsFile(parsed.GetValue(_design)!)
                ? DesignWords.Read(DesignWords.Default)
                : DesignWords.Read(parsed.GetValue(_design)!),
            parsed.GetValue(_points),
            parsed.GetValue(_every),
            parsed.GetValue(_days),
            SharedOptions.ParseChanges(parsed.GetValue(_set))
        )
        {
            DesignFile = DesignWords.IsFile(parsed.GetValue(_design)!) ? parsed.GetValue(_design) : null,
            OnDays = DesignWords.Days(parsed.GetValue(_onDays)),
            Keep = parsed.GetValue(_keep) ?? [],
            HasOwnLuck = parsed.GetValue(_ownLuck),
        };
}
