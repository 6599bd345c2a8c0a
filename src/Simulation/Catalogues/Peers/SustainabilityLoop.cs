using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Peers.SustainabilityLoops;

namespace Souk.Simulation.Catalogues.Peers;

/// <summary>`peer.sustainability_loop`: TokenSPICE's play of the Web3 sustainability loop.</summary>
internal sealed class SustainabilityLoop : PeerPart<LoopState, LoopParameters>
{
    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "peer.sustainability_loop",
                "Revenue pays for work, work makes marketplaces grow, they bring revenue; rebuilt as others published it; rules run one after another.",
                "T. McConaghy, The Web3 Sustainability Loop (2020); TokenSPICE, wsloop, commit 3bd4622 (docs/peers/wsloop.md)",
                LoopKind.Parameters
            ),
            (assembly, part) => new SustainabilityLoop(assembly, part)
        )
        {
            IsFloatingPointReference = true,
        };

    private SustainabilityLoop(ModelAssembly assembly, Part part)
        : base(assembly, part, LoopKind.Read, LoopState.Before) { }

    public override void Connect()
    {
        Play(LoopModel.Sequence);
        Series("price", "Price", "USD/token", "Value by supply.", state => MarketRules.PriceUsd(state, Now));
        Series("supply", "Supply", "token", "There at the close.", state => state.SupplyTokens);
        Series("minted", "Minted", "token", "Since the start.", state => state.MintedTokens);
        Series("burned", "Burned", "token", "Since the start.", state => state.BurnedTokens);
        Series("burned_usd", "Burned", "USD", "What the burned tokens cost.", state => state.BurnedUsd);
        Series("marketplaces", "Marketplaces", "count", "A number with fractions.", state => state.Marketplaces);
        Series("sales", "Sales", "USD/s", "Of one marketplace.", state => state.SalesUsdPerSecond);
        Series("speculation", "Speculation", "USD", "What speculators think it worth.", state => state.SpeculationUsd);
        Series(
            "fundamentals",
            "Fundamentals",
            "USD",
            "A multiple of a year's revenue.",
            state => state.YearRevenue.Usd * Now.PriceToSales
        );
        Series("work", "Work", "USD/month", "Paid in the last month.", state => state.MonthWork.Sum);
        Series("revenue_month", "Revenue", "USD/month", "Of the network.", state => state.MonthRevenue.Usd);
        Series("revenue_year", "Revenue", "USD/year", "Of the network.", state => state.YearRevenue.Usd);
    }

    private void Series(string key, string title, string unit, string meaning, Func<LoopState, double> read) =>
        Metric(key, title, unit, meaning, () => read(State.Value));
}
