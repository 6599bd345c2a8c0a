using Souk.Simulation.Peers.Sequences;

namespace Souk.Simulation.Peers.EthereumEconomies;

/// <summary>Ethereum's supply, its validators and what they earn, rebuilt from CADLabs' published description.</summary>
/// <remarks>
/// Source: CADLabs, Ethereum Economic Model 1.1.7, mathematical specification. Written anew; see
/// docs/peers/ethereum-model.md. Floating point, one rule after another.
/// </remarks>
public sealed class EthereumModel
{
    private readonly EthereumParameters _parameters;
    private readonly RuleSequence<EthereumState, EthereumParameters> _sequence;
    private EthereumState _state;

    /// <exception cref="ArgumentOutOfRangeException">A parameter is not what the model can mean.</exception>
    public EthereumModel(EthereumParameters parameters)
    {
        parameters.Validate();
        _parameters = parameters;
        _sequence = SequenceFor(parameters);
        _state = EthereumState.Before(parameters);
    }

    public ref readonly EthereumState State => ref _state;

    public int StepsDone { get; private set; }

    /// <summary>The rules in their order: given stake is read before validators are counted from it.</summary>
    public static RuleSequence<EthereumState, EthereumParameters> SequenceFor(EthereumParameters parameters)
    {
        (string, SequentialRule<EthereumState, EthereumParameters>) validators = (
            "validators",
            NetworkRules.Validators
        );
        (string, SequentialRule<EthereumState, EthereumParameters>) stake = (
            "price and stake",
            NetworkRules.PriceAndStake
        );
        bool stakeIsGiven = parameters.StakedEth is not null;
        return new RuleSequence<EthereumState, EthereumParameters>(
            ("stage", NetworkRules.Stage),
            stakeIsGiven ? stake : validators,
            stakeIsGiven ? validators : stake,
            ("balance and base reward", NetworkRules.Balance),
            ("votes and sync rewards", RewardRules.Attest),
            ("block rewards", RewardRules.Propose),
            ("penalties", RewardRules.Penalise),
            ("sums", RewardRules.AddUp),
            ("slashing", RewardRules.Slash),
            ("fees", SupplyRules.Fees),
            ("ordering of transactions", SupplyRules.Mev),
            ("online rewards", SupplyRules.OnlineRewards),
            ("issuance", SupplyRules.Issue),
            ("costs", YieldRules.Costs),
            ("yields", YieldRules.Yields)
        );
    }

    /// <exception cref="InvalidOperationException">More is staked than there is.</exception>
    public void Advance(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        for (int i = 0; i < steps; i++)
        {
            StepsDone++;
            _sequence.Apply(ref _state, _parameters, StepsDone);
        }
    }
}
