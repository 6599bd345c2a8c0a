namespace Souk.Simulation.Peers.EthereumEconomies;

/// <summary>What running validators costs and brings, by environment and in all.</summary>
internal static class YieldRules
{
    public static void Costs(ref EthereumState state, EthereumParameters parameters, int step)
    {
        EnvironmentAccounts accounts = state.Environments;
        double rewardsUsd = state.OnlineRewardsGwei / Beacon.GweiPerEth * state.PriceUsd;
        state.CostsUsd = 0;
        for (int i = 0; i < accounts.CostsUsd.Length; i++)
        {
            ValidatorEnvironment environment = parameters.Environments[i];
            double validators = state.ActiveValidators * environment.Share;
            double validatorEpochs = validators * parameters.EpochsPerStep;
            accounts.Validators[i] = validators;
            accounts.HardwareCostsUsd[i] = validatorEpochs * environment.HardwareUsdPerEpoch;
            accounts.CloudCostsUsd[i] = validatorEpochs * environment.CloudUsdPerEpoch;
            accounts.ServiceFeesUsd[i] = environment.Share * environment.ServiceFeeShare * rewardsUsd;
            accounts.CostsUsd[i] =
                accounts.HardwareCostsUsd[i] + accounts.CloudCostsUsd[i] + accounts.ServiceFeesUsd[i];
            state.CostsUsd += accounts.CostsUsd[i];
        }
    }

    /// <summary>Yields are of the stake's value. Rewards are shared by number of validators.</summary>
    public static void Yields(ref EthereumState state, EthereumParameters parameters, int step)
    {
        EnvironmentAccounts accounts = state.Environments;
        double rewardsUsd = state.OnlineRewardsGwei / Beacon.GweiPerEth * state.PriceUsd;
        state.RevenueUsd = 0;
        for (int i = 0; i < accounts.RevenueUsd.Length; i++)
        {
            accounts.StakedEth[i] = accounts.Validators[i] * state.EffectiveBalanceGwei / Beacon.GweiPerEth;
            accounts.RevenueUsd[i] = parameters.Environments[i].Share * rewardsUsd;
            accounts.ProfitUsd[i] = accounts.RevenueUsd[i] - accounts.CostsUsd[i];
            double perUsd = Beacon.PerYear(1 / (accounts.StakedEth[i] * state.PriceUsd), parameters);
            accounts.RevenueYield[i] = accounts.RevenueUsd[i] * perUsd;
            accounts.ProfitYield[i] = accounts.ProfitUsd[i] * perUsd;
            state.RevenueUsd += accounts.RevenueUsd[i];
        }

        double perStakedUsd = Beacon.PerYear(1 / (state.StakedEth * state.PriceUsd), parameters);
        state.ProfitUsd = state.RevenueUsd - state.CostsUsd;
        state.RevenueYield = state.RevenueUsd * perStakedUsd;
        state.ProfitYield = state.ProfitUsd * perStakedUsd;
    }
}
