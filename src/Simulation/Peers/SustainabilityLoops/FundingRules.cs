namespace Souk.Simulation.Peers.SustainabilityLoops;

/// <summary>Where the money for work comes from and where it goes: minting, grants, offices, workers.</summary>
internal static class FundingRules
{
    /// <summary>Mints what the schedule added since the last mint, for the community's fund; nothing in the first step.</summary>
    public static void Mint(ref LoopState state, LoopParameters parameters, int step)
    {
        double seconds = SecondsAt(step, parameters);
        bool isDue = step > 1 && !(seconds - state.LastMintSeconds < parameters.SecondsBetweenMints);
        if (!isDue || state.UnmintedTokens == 0)
        {
            return;
        }

        double years = seconds / LoopParameters.SecondsPerYear;
        double share = parameters.Minting.ShareAt(years);
        double due = (share - state.ScheduledShare) * parameters.UnmintedTokens;
        double minted = parameters.Minting.IsOver(years) ? state.UnmintedTokens : Math.Min(due, state.UnmintedTokens);
        state.MintedTokens += minted;
        state.UnmintedTokens -= minted;
        state.Community.Tokens += minted;
        state.ScheduledShare = share;
        state.LastMintSeconds = seconds;
    }

    public static void GrantCommunity(ref LoopState state, LoopParameters parameters, int step) =>
        Grant(
            ref state.CommunityTreasury,
            ref state.Community,
            parameters.CommunityGrants,
            SecondsAt(step, parameters)
        );

    public static void GrantFoundation(ref LoopState state, LoopParameters parameters, int step) =>
        Grant(
            ref state.FoundationTreasury,
            ref state.Foundation,
            parameters.FoundationGrants,
            SecondsAt(step, parameters)
        );

    public static void GrantCompany(ref LoopState state, LoopParameters parameters, int step) =>
        Grant(ref state.CompanyTreasury, ref state.Company, parameters.CompanyGrants, SecondsAt(step, parameters));

    public static void PayFromCommunity(ref LoopState state, LoopParameters parameters, int step) =>
        state.Workers.TakeAll(ref state.Community);

    public static void PayFromFoundation(ref LoopState state, LoopParameters parameters, int step) =>
        state.Workers.TakeAll(ref state.Foundation);

    public static void PayFromCompany(ref LoopState state, LoopParameters parameters, int step) =>
        state.CompanyWorkers.TakeAll(ref state.Company);

    /// <summary>Workers take their pay out of the model, which keeps what it was worth.</summary>
    public static void Work(ref LoopState state, LoopParameters parameters, int step) =>
        state.WorkersSpentUsd = Spend(ref state.Workers, MarketRules.PriceUsd(state, parameters));

    public static void WorkForCompany(ref LoopState state, LoopParameters parameters, int step) =>
        state.CompanyWorkersSpentUsd = Spend(ref state.CompanyWorkers, MarketRules.PriceUsd(state, parameters));

    private static void Grant(ref Treasury treasury, ref Purse receiver, GrantProgramme programme, double seconds)
    {
        // Not a number, before the first grant, is never less.
        if (seconds - treasury.LastGrantSeconds < programme.SecondsBetween)
        {
            return;
        }

        double usd = Math.Min(treasury.Purse.Usd, programme.Usd / programme.GrantCount);
        double tokens = Math.Min(treasury.Purse.Tokens, programme.Tokens / programme.GrantCount);
        treasury.Purse.Usd -= usd;
        treasury.Purse.Tokens -= tokens;
        receiver.Usd += usd;
        receiver.Tokens += tokens;
        treasury.LastGrantSeconds = seconds;
    }

    private static double Spend(ref Purse purse, double priceUsd)
    {
        double spent = purse.Usd + (purse.Tokens * priceUsd);
        purse = default;
        return spent;
    }

    // The first step is at time 0.
    private static double SecondsAt(int step, LoopParameters parameters) => (step - 1.0) * parameters.StepSeconds;
}
