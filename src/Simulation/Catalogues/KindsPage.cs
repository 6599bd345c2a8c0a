using System.Globalization;
using System.Text;
using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Catalogues;

/// <summary>The page about scenarios that are made of parts, with every kind and parameter, as `docs/SCENARIOS.md` holds it.</summary>
public static class KindsPage
{
    private const string Format = """
        # Scenarios made of parts

        Generated from the catalogue; a test fails when it is out of date. A scenario names tokens and parts; each part is of a
        kind from the list below. Examples are in `data/scenarios`.

        ```yaml
        title: A team sells what it unlocks
        question: How deep does the price fall?
        start: 2025-01-01
        horizon: 2 years
        tokens:
          TKN: { decimals: 18, supply_max: 100M TKN }
          USDC: { decimals: 6 }
        parts:
          team: { kind: people.insiders, pool: pool, sell_hazard: 10 % }
          vest: { kind: vesting.linear, share: 20 %, to: team, cliff: 1 year, duration: 4 years }
          pool: { kind: pool.constant_product, token_reserve: 5M TKN, money_reserve: 1M USDC }
        timeline:
          - { at: 18 months, note: The team calms down, set: { team.sell_hazard: "*0.5" } }
        ```

        - **Values.** A number with its unit: `6 months`, `30 %`, `25 bp`, `1.38 USD/h`, `300M TKN`, `10k TKN/day`, `2025-01-01`. A month
          is a twelfth of a year, a year 365 days; vesting in calendar months counts those. Amounts finer than a token's decimals
          are refused.
        - **Uncertainty.** `uniform(low; high)`, `triangular(low; mode; high)`, `normal(mean; deviation)`, `lognormal(median; sigma)` or
          `choice(a; b)` in place of a value: every replicate draws its own.
        - **Formulas for people.** Where a list says "or a formula", `sell_share: "= 10 % * market.price / (0.2 USDC/TKN)"` is computed anew
          each morning from what was known at yesterday's close, in the parameter's unit; beyond its limits the limit holds. `today`
          is today's. A formula's mistakes are shown at their column before the first step; a division by zero stops the run.
        - **Overlays.** `base: other` takes everything from another file; what is written here replaces it, parameter by parameter, and
          `part: none` removes a part. `set:` changes by path: `fees.burn_share: 50 %`, `vesting.*.cliff: +6 months`, `buyers.order: "*2"`.
        - **Timeline.** From a date, or a time after the start, parameters are what `set:` says. Those marked "start" in the lists
          say how a run begins and never change. A `governance.proposal` changes a parameter if its vote passes.
        - **Formulas.** Rules of your own (OWN-RULES.md) read what parts publish, listed below each kind as `part.key`: `fees.burned`,
          `market.price`. A word in capitals stands for a name of the scenario's own. Units are `token` or `money` for amounts of one;
          shares, ratios and counts are plain numbers. Beside these there are `today`, `supply.TKN`, `burned.TKN`, `emitted.TKN`,
          `unlocked.TKN`, and `NAME.balance.TKN` of every account.
        - **Weights.** Where an agent stands for many (`weights:`), what counts people is shown times the weight and what is of each over
          it, here, in results and to formulas: people are counted, not agents. Amounts, prices and shares are of all together.
        - **Order.** Where two parts act on one account in the same phase of a day, the one written first goes first.
        - **Refused before the first step**, with file, line and column: unknown words, units and tokens that do not fit, values out of
          their limits, more given out than `supply_max`, shares above the whole, a cliff after the end, fees that nobody pays,
          payments in a token that the payee has no use for, overlays in a circle, changes after which a part cannot go on.

        """;

    public static string Markdown() => Of(Catalogue.Kinds);

    private static string Of(IEnumerable<PartKind> kinds)
    {
        StringBuilder text = new(Format);
        foreach (PartKind kind in kinds)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {kind.Name}\n\n{kind.Meaning}\n\n")
                .Append(CultureInfo.InvariantCulture, $"After: {kind.Source}. Page: [{kind.Page}]({kind.Page}).\n\n")
                .Append("| Parameter | Written as | If left out | Meaning |\n| --- | --- | --- | --- |\n");
            foreach (ParameterSpec spec in kind.Parameters)
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{spec.Name}` | {Written(spec)} | {Fallback(spec)} | ")
                    .Append(CultureInfo.InvariantCulture, $"{spec.Meaning}{(spec.IsFixed ? " (start)" : "")} |\n");
            }

            AppendPublished(text, kind);
        }

        return text.ToString();
    }

    private static void AppendPublished(StringBuilder text, PartKind kind)
    {
        if (kind.Publishes.Count == 0)
        {
            return;
        }

        text.Append("\n| Formulas read | Unit | Meaning |\n| --- | --- | --- |\n");
        foreach (PublishedQuantity quantity in kind.Publishes)
        {
            string optional = quantity.IsOptional ? " (where its parameters ask for it)" : "";
            string weight = quantity.Scale switch
            {
                PopulationScale.Agents => " (times the weight)",
                PopulationScale.Each => " (over the weight)",
                _ => "",
            };
            text.Append(CultureInfo.InvariantCulture, $"| `part.{quantity.Key}` | {quantity.Unit} | ")
                .Append(CultureInfo.InvariantCulture, $"{quantity.Meaning}{weight}{optional} |\n");
        }
    }

    private static string Written(ParameterSpec spec)
    {
        string kind = spec.Kind switch
        {
            ParameterKind.Word => string.Join(", ", spec.Words.Select(word => $"`{word}`")),
            ParameterKind.Part when spec.Words.Count > 0 =>
                $"a part of {string.Join(", ", spec.Words.Select(word => $"`{word}`"))}",
            ParameterKind.Part => "a part",
            ParameterKind.Token => "a token",
            ParameterKind.Text => "text",
            ParameterKind.YesNo => "`yes` or `no`",
            ParameterKind.Share => "share, such as `30 %`",
            ParameterKind.Count => "whole number",
            ParameterKind.Number => "number",
            _ => $"such as `{spec.Example}`",
        };
        string list = spec.IsList ? ", or a list" : "";
        string formula = spec.TakesFormula ? ", or a formula" : "";
        return kind + list + formula + Limits(spec);
    }

    private static string Limits(ParameterSpec spec)
    {
        string low = spec.Min > 0 ? $"; at least {Number(spec.Min)}" : "";
        string high = double.IsPositiveInfinity(spec.Max) ? "" : $"; at most {Number(spec.Max)}";
        return low + high;
    }

    private static string Fallback(ParameterSpec spec) =>
        spec.DefaultText switch
        {
            null => "needed",
            "" => "nothing",
            string text => $"`{text}` ({spec.Source})",
        };

    private static string Number(double value) => value.ToString("#,0.#########", CultureInfo.InvariantCulture);
}
