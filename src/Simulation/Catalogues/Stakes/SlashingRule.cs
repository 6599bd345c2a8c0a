using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Stakes;

/// <summary>How probable it is per day that a stake is found at fault, and what it loses then.</summary>
internal readonly record struct SlashingHabit(double Hazard, Share Share);

/// <summary>What was taken since the start.</summary>
/// <param name="TokenBurned">The token's tally of all burns.</param>
internal sealed record SlashingTallies(Amount Slashed, Counter Slashes, Amount TokenBurned);

/// <summary>Slashes stakes that are open, each by a draw of its own.</summary>
/// <param name="to">Who gets what is taken; null burns it.</param>
internal sealed class SlashingRule(
    SlashingPart part,
    StakingPool pool,
    Holdings staked,
    Holdings? to,
    SlashingTallies tallies,
    Dial<SlashingHabit> habit
) : Rule(part.Name, Phase.Settle)
{
    // The book of stakes is the pool's.
    public override bool HasMemory => true;

    public override void Declare(Touches touches)
    {
        part.DeclareParameters(touches);
        touches.Updates(staked).Adds(tallies.Slashed, tallies.Slashes);
        _ = to is null ? touches.Adds(staked.Token, tallies.TokenBurned) : touches.Adds(to);
    }

    public override void Run(in Step step)
    {
        SlashingHabit today = habit.At(step.Index);
        RandomStream random = part.Luck(step.Random);
        foreach (int stake in pool.OpenStakes)
        {
            if (random.Draw(DrawKind.StakerDecision, stake, step.Index).First < today.Hazard)
            {
                Slash(stake, today.Share);
            }
        }
    }

    private void Slash(int stake, Share share)
    {
        Int128 taken = pool.Stakes.Slash(stake, share, to?.Account);
        tallies.Slashed.Value += taken;
        tallies.Slashes.Value += taken > 0 ? 1 : 0;
        tallies.TokenBurned.Value += to is null ? taken : 0;
    }
}
