using Souk.Simulation.Assemblies;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Metrics;

namespace Souk.Simulation.Catalogues;

/// <summary>The metrics that every scenario has, for its first token; those of parts come with the parts.</summary>
internal static class BlueprintMetrics
{
    private static readonly AccountKind[] _outOfCirculation =
    [
        AccountKind.Vesting,
        AccountKind.Treasury,
        AccountKind.Rewards,
        AccountKind.Stake,
        AccountKind.Escrow,
    ];

    public static void AddTo(ModelAssembly assembly)
    {
        if (assembly.Model.Ledger.Tokens.Count == 0)
        {
            return;
        }

        Token token = assembly.Model.Ledger.Tokens[0];
        TokenTallies tallies = assembly.TalliesOf(token);
        Int128 Held(params ReadOnlySpan<AccountKind> kinds) => Sum(assembly.Model.Ledger, token, kinds);
        Add(assembly.Model, token, "supply", "Total supply", "Minted minus burned.", () => token.Supply);
        Add(
            assembly.Model,
            token,
            "circulating",
            "Circulating supply",
            "Supply outside vesting, treasury, rewards, staking and escrow.",
            () => token.Supply - Held(_outOfCirculation)
        );
        Add(assembly.Model, token, "burned", "Burned", "Burned since the start.", () => tallies.Burned.Value);
        Add(assembly.Model, token, "emitted", "Emitted", "Minted since the start.", () => tallies.Emitted.Value);
        Add(
            assembly.Model,
            token,
            "unlocked",
            "Unlocked",
            "Released from vesting since the start.",
            () => tallies.Unlocked.Value
        );
        Add(assembly.Model, token, "treasury", "Treasury", "In treasuries.", () => Held(AccountKind.Treasury));
        Add(assembly.Model, token, "staked", "Staked", "In staking accounts.", () => Held(AccountKind.Stake));
        if (assembly.Components.OfType<Venue>().FirstOrDefault(one => one.Token == token) is { } pool)
        {
            MetricSpec spec = new("price", "Price", $"USD/{token.Symbol}", $"Spot price of {pool.Name} at the close.");
            assembly.Model.Metric(spec, () => pool.Price.Value);
        }
    }

    private static void Add(Model model, Token token, string key, string title, string meaning, Func<Int128> read) =>
        model.Metric(new MetricSpec(key, title, token.Symbol, meaning), token.Decimals, read);

    private static Int128 Sum(TokenLedger ledger, Token token, ReadOnlySpan<AccountKind> kinds)
    {
        Int128 sum = 0;
        // By index: an enumerator of the list would be allocated at every close.
        for (int i = 0; i < ledger.Chart.Groups.Count; i++)
        {
            AccountGroup group = ledger.Chart.Groups[i];
            if (!kinds.Contains(group.Kind))
            {
                continue;
            }

            foreach (Int128 balance in ledger.Balances(token.Index).Slice(group.First, group.Count))
            {
                sum += balance;
            }
        }

        return sum;
    }
}
