using System.Globalization;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;

namespace Souk.Simulation.Uncertainties;

/// <summary>A scenario under one expectation mode and one price model.</summary>
/// <param name="Expectation">`adaptive`, `myopic` or `perfect`.</param>
/// <param name="Price">`constant product` or `weighted 80/20`.</param>
public sealed record ModelVariant(string Expectation, string Price, Blueprint Blueprint)
{
    public string Name => $"{Expectation}, {Price}";
}

/// <summary>The same scenario under what people may believe and how prices may be made: nobody knows which of them is so.</summary>
/// <remarks>
/// Beliefs: all who have a word for them expect adaptively, are myopic (tomorrow as today) or have perfect foresight.
/// Prices: each constant-product pool as it is, or with weights of 80 % token and 20 % money, its money cut so that the first
/// price and the tokens are the same: a quarter of the money stands against the same orders. A pool that others need as it is, because they
/// give it liquidity, stays.
/// </remarks>
public static class ModelVariants
{
    /// <summary>How many models a scenario has that has several.</summary>
    public const int Count = 6;

    private const string Word = "expectation";
    private const string PoolKind = "pool.constant_product";
    private const string WeightedKind = "pool.weighted";
    private const decimal TokenWeight = 0.8m;

    private static readonly string[] s_modes = ["adaptive", "myopic", "perfect"];

    /// <summary>Why a scenario has one model only, in a sentence; null where it has several.</summary>
    public static string? Objection(Blueprint blueprint)
    {
        Part[] pools = PoolsOf(blueprint);
        return !blueprint.Parts.Any(part => part.Settings.ContainsKey(Word))
                ? "Nobody in the scenario expects anything: none of its parts has an expectation."
            : pools.Length == 0
                ? $"The scenario has no {PoolKind}, whose price model could be another, or people need it as it is."
            : Array.Find(pools, IsUncertain) is { } uncertain
                ? $"{uncertain.Name} is uncertain itself: give its reserves and fee a value."
            : null;
    }

    /// <summary>Three expectation modes by two price models, the adaptive one with the file's own pools first.</summary>
    /// <exception cref="ArgumentException">Nobody in the scenario expects anything, or no pool has a price model to change.</exception>
    public static IReadOnlyList<ModelVariant> Of(Blueprint blueprint)
    {
        if (Objection(blueprint) is { } objection)
        {
            throw new ArgumentException(objection, nameof(blueprint));
        }

        Blueprint weighted = PoolsOf(blueprint).Aggregate(blueprint, Weighted);
        (string Name, Blueprint Blueprint)[] prices = [("constant product", blueprint), ("weighted 80/20", weighted)];
        return
        [
            .. prices.SelectMany(price =>
                s_modes.Select(mode => new ModelVariant(mode, price.Name, Expecting(price.Blueprint, mode)))
            ),
        ];
    }

    private static Part[] PoolsOf(Blueprint blueprint) =>
        [.. blueprint.Parts.Where(part => part.Kind.Name == PoolKind && !IsNeeded(blueprint, part.Name))];

    // By who can only deal with a pool of this kind, as those who give it liquidity.
    private static bool IsNeeded(Blueprint blueprint, string pool) =>
        blueprint
            .Parts.SelectMany(part => part.Settings.Values)
            .Any(setting =>
                setting.Spec.Words.Contains(PoolKind)
                && !setting.Spec.Words.Contains(WeightedKind)
                && setting.Values.Any(value => value.Text == pool)
            );

    private static bool IsUncertain(Part pool) => pool.Settings.Values.Any(setting => setting.Spread is not null);

    private static Blueprint Expecting(Blueprint blueprint, string mode)
    {
        foreach (Part part in blueprint.Parts.Where(part => part.Settings.ContainsKey(Word)))
        {
            blueprint = blueprint.With($"{part.Name}.{Word}", mode);
        }

        return blueprint;
    }

    private static Blueprint Weighted(Blueprint blueprint, Part pool)
    {
        SettingValue tokens = pool.List("token_reserve")[0];
        SettingValue money = pool.List("money_reserve")[0];
        decimal less = money.Number * (1 - TokenWeight) / TokenWeight;
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            start: 2025-01-01
            horizon: 1 days
            tokens:
              {tokens.Text}: {Declared(blueprint, tokens.Text)}
              {money.Text}: {Declared(blueprint, money.Text)}
            parts:
              {pool.Name}:
                kind: {WeightedKind}
                token_reserve: {tokens.Number} {tokens.Text}
                money_reserve: {less} {money.Text}
                token_weight: {TokenWeight}
                fee: {pool.List("fee")[0].Number}
            """
        );
        Part replacement = Catalogue.Read("price-model.yaml", _ => text).Parts[0];
        return blueprint with
        {
            Parts = [.. blueprint.Parts.Select(part => part.Name == pool.Name ? replacement : part)],
        };
    }

    private static string Declared(Blueprint blueprint, string symbol)
    {
        TokenDeclaration token = blueprint.Tokens.First(candidate => candidate.Symbol == symbol);
        return token.SupplyMax is { } most
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{{ decimals: {token.Decimals}, supply_max: {most} {symbol} }}"
            )
            : string.Create(CultureInfo.InvariantCulture, $"{{ decimals: {token.Decimals} }}");
    }
}
