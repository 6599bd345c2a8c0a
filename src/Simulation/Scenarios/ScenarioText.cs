using System.Security.Cryptography;
using System.Text;

namespace Souk.Simulation.Scenarios;

/// <summary>The canonical text of a scenario: one `path=value` line per number, in a fixed order.</summary>
internal static class ScenarioText
{
    public static string Hash(Scenario scenario) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(scenario))));

    // Names and labels are left out: they change no number.
    public static string Canonical(Scenario scenario)
    {
        StringBuilder text = new();
        foreach ((string path, string value) in StateLines(scenario.State))
        {
            text.Append(path).Append('=').Append(value).Append('\n');
        }

        foreach (Parameter parameter in ParameterTable.Of(scenario))
        {
            text.Append(parameter.Path).Append('=').Append(Parameter.Text(parameter.Get(scenario))).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<(string Path, string Value)> StateLines(InitialState state)
    {
        Holders holders = state.Holders;
        yield return ("market", state.Market);
        yield return ("date", state.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        yield return ("token.decimals", $"{state.Token.Decimals}");
        yield return ("stablecoin.decimals", $"{state.Stablecoin.Decimals}");
        yield return ("supply", $"{state.Supply}");
        yield return ("holders.contributors", $"{holders.Contributors}");
        yield return ("holders.buyers", $"{holders.Buyers}");
        yield return ("holders.insiders", $"{holders.Insiders}");
        yield return ("holders.treasury", $"{holders.Treasury}");
        yield return ("holders.rewards", $"{holders.Rewards}");
        yield return ("holders.staked", $"{holders.Staked}");
        yield return ("holders.other", $"{holders.Other}");
        yield return ("pool.token_units", $"{state.Pool.TokenReserve}");
        yield return ("pool.stable_units", $"{state.Pool.StableReserve}");
        yield return ("pool.fee_basis_points", $"{state.Pool.FeeBasisPoints}");
        yield return ("emission.units_per_day", $"{state.EmissionPerDay}");
        for (int i = 0; i < state.Vesting.Count; i++)
        {
            yield return ($"vesting[{i}].total", $"{state.Vesting[i].Total}");
            yield return ($"vesting[{i}].released", $"{state.Vesting[i].Released}");
        }
    }
}
