namespace Souk.Simulation.Blueprints;

/// <summary>One parameter of a kind of part: what it means, how it is written, where its default comes from.</summary>
/// <param name="Name">As written: `burn_share`.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Meaning">One sentence for people; editors show it.</param>
public sealed record ParameterSpec(string Name, ParameterKind Kind, string Meaning)
{
    /// <summary>As it would be written; null where a scenario has to say.</summary>
    public string? Default { get; init; }

    /// <summary>Other defaults where a word of the same part says so: a team's, an investor's; null where one holds for all.</summary>
    public WordDefaults? DefaultsBy { get; init; }

    /// <summary>The default and those by word, as pages show them: `1 %; by class team 2 %`; null where a scenario has to say.</summary>
    public string? DefaultText =>
        Default is { Length: > 0 } && DefaultsBy is { } by
            ? $"{Default}; by {by.Parameter} {string.Join(", ", by.Values.Select(one => $"{one.Key} {one.Value}"))}"
            : Default;

    /// <summary>Where the default comes from: a paper, a contract, or `assumed`.</summary>
    public string Source { get; init; } = "assumed";

    /// <summary>Smallest value, in the unit in which it is held; for amounts in whole tokens.</summary>
    public double Min { get; init; }

    /// <summary>Largest value, as <see cref="Min"/>.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>Whether it takes several values: `[1, 2, 3]`.</summary>
    public bool IsList { get; init; }

    /// <summary>The words of a <see cref="ParameterKind.Word"/>; for a <see cref="ParameterKind.Part"/> the kinds that fit.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether it only says how a run starts, so that no timeline or vote can change it.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Whether it can be a formula that is computed anew each morning: `= 10 % * market.price / (1 USDC/TKN)`.</summary>
    public bool TakesFormula { get; init; }

    /// <summary>What becomes of it where each agent stands for one instead of many.</summary>
    public PopulationScale Scale { get; init; }

    /// <summary>Whether kinds had it later than scenarios with hashes: at its default it is no part of what identifies one.</summary>
    public bool IsAddition { get; init; }

    public bool IsRequired => Default is null;

    /// <summary>Whether a setting of this parameter says no more than that the scenario is as it was before there was one.</summary>
    internal bool IsSilent(Setting setting) =>
        IsAddition
        && setting.Canonical
            == (QuantityText.Read(Default!, Kind, out _) is { } number ? QuantityText.Canonical(number) : Default);

    /// <summary>The largest value that is accepted: a share is at most 1, a duration a thousand years, a count a billion.</summary>
    internal double MaxOfKind =>
        !double.IsPositiveInfinity(Max)
            ? Max
            : Kind switch
            {
                ParameterKind.Share => 1,
                ParameterKind.Duration => 365_000,
                ParameterKind.Count => 1e9,
                _ => Max,
            };

    /// <summary>What a reader could write.</summary>
    internal string Example =>
        Kind switch
        {
            ParameterKind.Number => "2.5",
            ParameterKind.Count => "20",
            ParameterKind.Share => "0.3 or 30 %",
            ParameterKind.Usd => "1.38 USD",
            ParameterKind.UsdPerDay => "1.38 USD/h",
            ParameterKind.Tokens => "300M MASA",
            ParameterKind.TokensPerDay => "10k MASA/day",
            ParameterKind.Duration => "6 months",
            ParameterKind.Date => "2024-04-11",
            ParameterKind.YesNo => "yes or no",
            ParameterKind.Word => string.Join(" or ", Words),
            ParameterKind.Token => "the symbol of a token",
            ParameterKind.Text => "a text",
            ParameterKind.Formula => "30 % * fees.balance.TKN",
            _ => "the name of a part",
        };
}

/// <summary>Defaults of a parameter that hang on a word of another.</summary>
/// <param name="Parameter">The other: `class`.</param>
/// <param name="Values">As written, by its words; the parameter's own default for those left out.</param>
public sealed record WordDefaults(string Parameter, IReadOnlyDictionary<string, string> Values);

/// <summary>A kind of mechanism, market, population or policy that scenarios can use.</summary>
/// <param name="Name">As written behind `kind:`, such as `emission.halving`.</param>
/// <param name="Meaning">One sentence for people.</param>
/// <param name="Source">EIP, paper or contract that the rule follows, or `ours, MODELLED`.</param>
/// <param name="Parameters">In the order in which they are explained.</param>
public sealed record PartKind(string Name, string Meaning, string Source, IReadOnlyList<ParameterSpec> Parameters)
{
    /// <summary>Its page below docs, with rule, source, vectors and what is left out; empty for kinds of tests.</summary>
    public string Page { get; init; } = "";

    /// <summary>What its parts show to formulas, in the order in which it is explained.</summary>
    public IReadOnlyList<PublishedQuantity> Publishes { get; init; } = [];

    /// <summary>Names of parameters that can be formulas.</summary>
    /// <exception cref="ArgumentException">One that is fixed, a list, or no number without a token.</exception>
    internal IReadOnlyList<string> Formulas
    {
        init => Parameters = [.. Parameters.Select(spec => value.Contains(spec.Name) ? WithFormula(spec) : spec)];
    }

    private ParameterSpec WithFormula(ParameterSpec spec) =>
        spec.IsFixed || spec.IsList || SettingFormula.UnitOf(spec.Kind) is null
            ? throw new ArgumentException($"{Name}.{spec.Name} cannot be a formula.")
            : spec with
            {
                TakesFormula = true,
            };

    /// <summary>What holds where a scenario says nothing, given the words that it says.</summary>
    /// <param name="wordOf">What is written for a parameter, or null.</param>
    internal string? DefaultOf(ParameterSpec spec, Func<string, string?> wordOf) =>
        spec.DefaultsBy is { } by
        && by.Values.GetValueOrDefault(wordOf(by.Parameter) ?? Find(by.Parameter)?.Default ?? "") is { } own
            ? own
            : spec.Default;

    internal ParameterSpec? Find(string parameter) => Parameters.FirstOrDefault(spec => spec.Name == parameter);
}
