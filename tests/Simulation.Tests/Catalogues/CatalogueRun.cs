using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Tests.Catalogues;

/// <summary>A small scenario of two tokens, run once; its balances are asked in base units.</summary>
internal sealed class CatalogueRun
{
    private readonly Model _model;
    private readonly RunResult _result;

    private CatalogueRun(Model model, RunResult result)
    {
        _model = model;
        _result = result;
    }

    /// <summary>A scenario with the given parts, for ten days from 2025-01-01, of TKN (6 decimals) and USDC (6).</summary>
    public static string Text(
        string parts,
        string supplyMax = "1B TKN",
        string horizon = "10 days",
        string rest = ""
    ) =>
        $$"""
            start: 2025-01-01
            horizon: {{horizon}}
            tokens:
              TKN: { decimals: 6, supply_max: {{supplyMax}} }
              USDC: { decimals: 6 }
            parts:
            {{string.Join('\n', parts.Split('\n').Select(line => "  " + line))}}
            {{rest}}
            """;

    public static Model Build(string text) => BlueprintModel.Build(Read(text));

    public static Blueprint Read(string text) => Catalogue.Read("test", name => name == "test" ? text : null);

    /// <summary>Runs it after the audit found that every rule keeps to what it declares.</summary>
    public static CatalogueRun Of(string text, int auditSteps = 5)
    {
        RuleAudit.Of(Build(text), auditSteps).ShouldBeEmpty();
        Model model = Build(text);
        using Simulator simulator = new(model);
        return new CatalogueRun(model, simulator.Run(seed: 1, replicate: 0));
    }

    /// <summary>Runs a scenario with the medians of what is uncertain.</summary>
    public static CatalogueRun Of(Blueprint blueprint)
    {
        Model model = BlueprintModel.Build(blueprint);
        using Simulator simulator = new(model);
        return new CatalogueRun(model, simulator.Run(seed: 1, replicate: 0));
    }

    /// <summary>Base units at the end.</summary>
    public Int128 Held(string account, string token = "TKN")
    {
        AccountGroup group = _model.Ledger.Chart.Groups.First(one => one.Name == account);
        Int128 sum = 0;
        foreach (Int128 balance in _model.Ledger.Balances(TokenOf(token).Index).Slice(group.First, group.Count))
        {
            sum += balance;
        }

        return sum;
    }

    /// <summary>Base units at the end, account by account.</summary>
    public Int128[] Each(string accounts, string token = "TKN")
    {
        AccountGroup group = _model.Ledger.Chart.Groups.First(one => one.Name == accounts);
        return _model.Ledger.Balances(TokenOf(token).Index).Slice(group.First, group.Count).ToArray();
    }

    /// <summary>Base units at the end of one of several accounts.</summary>
    public Int128 HeldBy(string account, int index, string token = "TKN")
    {
        AccountGroup group = _model.Ledger.Chart.Groups.First(one => one.Name == account);
        return _model.Ledger.Balance(TokenOf(token).Index, group[index]);
    }

    public Int128 Supply(string token = "TKN") => TokenOf(token).Supply;

    /// <summary>A metric by day.</summary>
    public double[] Series(string key) =>
        _result.Series(_model.Metrics.Select(metric => metric.Key).ToList().IndexOf(key)).ToArray();

    private Token TokenOf(string symbol) => _model.Ledger.Tokens.First(token => token.Symbol == symbol);
}
