using Souk.Simulation.Blueprints;
using Souk.Simulation.Counterfactuals;
using Souk.Simulation.Designs;
using Souk.Simulation.Experiments;
using Souk.Simulation.Studies;

namespace Souk.Simulation.Adversaries;

/// <summary>Lets the optimiser play a scenario's adversaries: what attack earns most, what is the cheapest that earns enough, who pays.</summary>
/// <remarks>
/// Each adversary is tried alone, without the others. It is a search of points within bounds by trial: where it finds nothing,
/// nothing was found within these bounds, which does not make a design safe.
/// </remarks>
public sealed class AdversaryLab
{
    /// <summary>By how many times what was found is played again.</summary>
    private const int CheckFactor = 4;

    // Below a cent nobody is said to pay.
    private const double CentUsd = 0.01;

    private readonly IReadOnlyList<Variation> _variations;
    private readonly uint _seed;
    private readonly int _runs;
    private readonly int _threads;
    private readonly string _part;
    private readonly Blueprint _blueprint;
    private readonly PointEvaluator _evaluator;

    /// <param name="part">The adversary.</param>
    /// <param name="variations">What it chooses; at least one is its own.</param>
    /// <exception cref="ArgumentException">No adversary, or nothing to choose.</exception>
    public AdversaryLab(
        Blueprint blueprint,
        string part,
        IReadOnlyList<Variation> variations,
        uint seed,
        int runs,
        int threads = 0
    )
    {
        _variations =
        [
            .. variations.Where(variation => variation.Path.StartsWith(part + ".", StringComparison.Ordinal)),
        ];
        if (!PartsOf(blueprint).Contains(part) || _variations.Count == 0)
        {
            throw new ArgumentException($"{part} is no adversary, or nothing of it varies.", nameof(part));
        }

        (_part, _seed, _runs, _threads) = (part, seed, runs, threads);
        _blueprint = PartsOf(blueprint).Where(other => other != part).Aggregate(blueprint, Counterfactual.Without);
        _evaluator = new PointEvaluator(_blueprint, _variations, seed, runs, threads);
    }

    /// <summary>Kinds that play a design for money.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    ["people.sybil_farm", "people.reward_washers", "people.citation_ring", "people.cliff_dumpers", "people.cartel"];

    /// <summary>The adversaries of a scenario.</summary>
    public static IReadOnlyList<string> PartsOf(Blueprint blueprint) =>
        [.. blueprint.Parts.Where(part => Kinds.Contains(part.Kind.Name)).Select(part => part.Name)];

    /// <summary>Searches twice: for the most profit, then for the least cost that earns enough.</summary>
    /// <param name="evaluations">Points that each search may try.</param>
    /// <param name="earnUsd">What is enough; null for half of the most that was found.</param>
    public AttackFinding Find(
        int evaluations,
        double? earnUsd = null,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default
    )
    {
        Objective profit = new($"{_part}.profit", IsMaximised: true);
        DesignSearch search = new(_evaluator, [profit], []);
        Attack best = Judge(search.Run(evaluations, progress, cancellation)[0].Shares, cancellation);
        double enough = earnUsd ?? Math.Max(best.Found.ProfitUsd / 2, 0);
        Attack? cheapest = best.Found.ProfitUsd > 0 ? Cheapest(best, evaluations, enough, cancellation) : null;
        string kind = _blueprint.Find(_part)!.Kind.Name;
        return new(_part, kind, best, cheapest, enough, cheapest is null ? [] : Payers(cheapest, cancellation));
    }

    private Attack? Cheapest(Attack best, int evaluations, double enough, CancellationToken cancellation)
    {
        ChanceConstraint earns = new($"{_part}.profit", IsBelow: true, enough, ShareMax: 0.5);
        DesignSearch search = new(_evaluator, [new Objective($"{_part}.cost", IsMaximised: false)], [earns]);
        Candidate found = search.Run(evaluations, progress: null, cancellation)[0];
        Attack? cheapest = search.Violation(found) == 0 ? Judge(found.Shares, cancellation) : null;
        // The search may miss what the first one has seen.
        Attack? known = best.Found.ProfitUsd >= enough ? best : null;
        return new[] { cheapest, known }.OfType<Attack>().Where(one => one.Pays).MinBy(one => one.Found.CostUsd);
    }

    private Attack Judge(double[] shares, CancellationToken cancellation) =>
        new(
            [.. _variations.Select((variation, i) => new PointSetting(variation.Path, variation.At(shares[i])))],
            Outcome(_evaluator, shares, cancellation),
            Outcome(_evaluator.With(FreshSeed, _runs * CheckFactor), shares, cancellation)
        );

    private AttackOutcome Outcome(PointEvaluator evaluator, double[] shares, CancellationToken cancellation)
    {
        PointOutcomes outcomes = evaluator.Play([shares], progress: null, cancellation);
        double Mean(string metric) => outcomes.Mean(0, evaluator.MetricOf($"{_part}.{metric}"));
        double[] profits = [.. outcomes.Values(0, evaluator.MetricOf($"{_part}.profit"))];
        return new(
            Mean("cost"),
            Mean("gain"),
            Mean("profit"),
            (double)profits.Count(profit => profit <= 0) / profits.Length
        );
    }

    // The world with the attack beside one without the attacker, with fresh luck.
    private IReadOnlyList<AttackPayer> Payers(Attack attack, CancellationToken cancellation)
    {
        Blueprint attacked = attack.Settings.Aggregate(
            _blueprint,
            (changed, setting) => changed.With(setting.Path, setting.Value)
        );
        CounterfactualResult twins = Counterfactual.Run(
            attacked,
            Counterfactual.Without(attacked, _part),
            FreshSeed,
            _runs,
            _threads,
            progress: null,
            cancellation
        );
        return
        [
            .. twins
                .Holders.Where(group => group != _part)
                .Select(group => new AttackPayer(group, -twins.Band(group).Median))
                .Where(payer => payer.Usd >= CentUsd)
                .OrderByDescending(payer => payer.Usd),
        ];
    }

    private uint FreshSeed => unchecked(_seed + 1);
}
