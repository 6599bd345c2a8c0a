namespace Souk.Simulation.Peers.EthereumEconomies;

/// <summary>What comes from outside and moves the network on: dates, price, validators, stake.</summary>
internal static class NetworkRules
{
    /// <summary>Moves to the stage that the date asks for. The first step is the start date.</summary>
    public static void Stage(ref EthereumState state, EthereumParameters parameters, int step)
    {
        double day = parameters.StartDate.DayNumber + ((step - 1) * parameters.EpochsPerStep / Beacon.EpochsPerDay);
        state.Stage =
            parameters.FixedStage
            ?? (
                day < parameters.FeeBurnDate.DayNumber ? UpgradeStage.BeaconChain
                : day < parameters.ProofOfStakeDate.DayNumber ? UpgradeStage.FeeBurn
                : UpgradeStage.ProofOfStake
            );
    }

    /// <summary>Validators queue up and enter as fast as the chain lets them; or their number follows from given stake.</summary>
    /// <remarks>The speed is that of the step's beginning, and so is the number of those awake.</remarks>
    public static void Validators(ref EthereumState state, EthereumParameters parameters, int step)
    {
        double awake = Beacon.AwakeNow(state, parameters);
        if (parameters.StakedEth is { } staked)
        {
            // Halves go to the even number, as in the published model.
            state.ActiveValidators = Math.Round(staked.At(step) / (state.EffectiveBalanceGwei / Beacon.GweiPerEth));
        }
        else
        {
            double waiting =
                state.QueuedValidators + (parameters.NewValidatorsPerEpoch.At(step) * parameters.EpochsPerStep);
            double perEpoch = Math.Max(
                parameters.Beacon.ChurnMinPerEpoch,
                Beacon.FloorDivide(awake, parameters.Beacon.ChurnQuotient)
            );
            double entering = Math.Min(waiting, perEpoch * parameters.EpochsPerStep);
            state.ActiveValidators += entering;
            state.QueuedValidators = waiting - entering;
        }

        state.AwakeValidators = awake;
        state.Uptime = parameters.Uptime.At(step);
    }

    /// <summary>Price from outside; stake from outside, or a full balance for each validator.</summary>
    /// <exception cref="InvalidOperationException">More is staked than there is.</exception>
    public static void PriceAndStake(ref EthereumState state, EthereumParameters parameters, int step)
    {
        state.PriceUsd = parameters.PriceUsd.At(step);
        state.StakedEth =
            parameters.StakedEth?.At(step) ?? state.ActiveValidators * state.EffectiveBalanceGwei / Beacon.GweiPerEth;
        if (state.StakedEth > state.SupplyEth)
        {
            throw new InvalidOperationException(
                $"In step {step}, {state.StakedEth} ETH are staked of a supply of {state.SupplyEth} ETH."
            );
        }
    }

    /// <summary>The base reward follows from the balance of the step before; then the balance is worked out anew.</summary>
    /// <remarks>Consensus specification, Altair: get_base_reward. The step's epochs are in the base reward already.</remarks>
    public static void Balance(ref EthereumState state, EthereumParameters parameters, int step)
    {
        BeaconConstants beacon = parameters.Beacon;
        double increment = beacon.EffectiveBalanceIncrementGwei;
        double active = Beacon.ActiveBalanceGwei(state, parameters);
        double increments = Beacon.FloorDivide(
            Math.Min(state.EffectiveBalanceGwei, beacon.EffectiveBalanceMaxGwei),
            increment
        );
        double perIncrement = Beacon.FloorDivide(increment * beacon.BaseRewardFactor, Beacon.SquareRoot(active));
        state.BaseRewardGwei = increments * perIncrement * parameters.EpochsPerStep;
        state.EffectiveBalanceGwei = active / Beacon.Rewarded(state, parameters);
    }
}
