using Souk.Simulation.Peers.Sequences;

namespace Souk.Simulation.Peers.SustainabilityLoops;

/// <summary>The Web3 sustainability loop: revenue pays for work, which makes marketplaces grow, which brings revenue.</summary>
/// <remarks>
/// Source: T. McConaghy, "The Web3 Sustainability Loop" (2020), and TokenSPICE's wsloop, which plays it (commit 3bd4622).
/// Written anew; see docs/peers/wsloop.md. Floating point, one rule after another, in the order in which wsloop adds its
/// agents.
/// </remarks>
public sealed class LoopModel
{
    private readonly LoopParameters _parameters;
    private LoopState _state;

    /// <exception cref="ArgumentOutOfRangeException">A parameter is not what the model can mean.</exception>
    public LoopModel(LoopParameters parameters)
    {
        parameters.Validate();
        _parameters = parameters;
        _state = LoopState.Before(parameters);
    }

    public static RuleSequence<LoopState, LoopParameters> Sequence { get; } =
        new(
            ("marketplaces", MarketRules.Grow),
            ("routing of revenue", MarketRules.Route),
            ("burning", MarketRules.Burn),
            ("minting", FundingRules.Mint),
            ("grants to the community", FundingRules.GrantCommunity),
            ("grants to the foundation", FundingRules.GrantFoundation),
            ("grants to the company", FundingRules.GrantCompany),
            ("pay from the community", FundingRules.PayFromCommunity),
            ("pay from the foundation", FundingRules.PayFromFoundation),
            ("pay from the company", FundingRules.PayFromCompany),
            ("work", FundingRules.Work),
            ("work for the company", FundingRules.WorkForCompany),
            ("records", MarketRules.Record),
            ("speculation", MarketRules.Speculate)
        );

    public ref readonly LoopState State => ref _state;

    public int StepsDone { get; private set; }

    /// <summary>What the network is worth, in USD.</summary>
    public double ValuationUsd => MarketRules.ValuationUsd(_state, _parameters);

    /// <summary>What a token costs, in USD: the network's value by the supply.</summary>
    public double PriceUsd => MarketRules.PriceUsd(_state, _parameters);

    /// <exception cref="InvalidOperationException">Burning leaves no token.</exception>
    public void Advance(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        for (int i = 0; i < steps; i++)
        {
            StepsDone++;
            Sequence.Apply(ref _state, _parameters, StepsDone);
        }
    }
}
