using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Airdrops;
using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Launches;

/// <summary>Takes the snapshot on the first day, pays claims, and returns what is left after the window.</summary>
internal sealed class AirdropRule(
    AirdropPart part,
    TokenLedger ledger,
    Holdings pot,
    Holdings people,
    Holdings unclaimed,
    (Amount Claimed, Amount Returned) tallies,
    AirdropPoints points,
    Column<double>? gathered,
    Dial<AirdropWindow> window
) : Rule(part.Name, Phase.Settle)
{
    private const double PointsMax = 1e15;

    private Airdrop? _airdrop;

    public override bool HasMemory => true;

    public override void Declare(Touches touches)
    {
        part.DeclareParameters(touches);
        touches
            .Updates(pot)
            .Reads([.. gathered is null ? Array.Empty<Slot>() : [gathered]])
            .Adds(unclaimed == people ? [people] : [people, unclaimed])
            .Adds(tallies.Claimed, tallies.Returned);
    }

    public override void Run(in Step step)
    {
        AirdropWindow today = window.At(step.Index);
        RandomStream luck = part.Luck(step.Random);
        if (step.Index < today.Opens)
        {
            return;
        }

        _airdrop ??= Snapshot(luck, today);
        for (int person = 0; person < people.Group.Count; person++)
        {
            if (luck.Draw(DrawKind.Choice, person, step.Index).Second < today.ClaimHazard)
            {
                Int128 amount = _airdrop.Claim(person, step.Index);
                ledger.Transfer(pot.Token.Index, pot.Account, people[person], amount);
                tallies.Claimed.Value += amount;
            }
        }

        if (step.Index >= today.Closes)
        {
            // What tiers left of the pot goes with what nobody claimed.
            _ = _airdrop.ReturnUnclaimed(step.Index);
            tallies.Returned.Value += pot.Balance;
            ledger.Transfer(pot.Token.Index, pot.Account, unclaimed.Account, pot.Balance);
        }
    }

    public override void Forget() => _airdrop = null;

    private Airdrop Snapshot(RandomStream luck, AirdropWindow today)
    {
        long[] snapshot = new long[people.Group.Count];
        for (int person = 0; person < snapshot.Length; person++)
        {
            if (gathered is not null)
            {
                snapshot[person] = (long)Math.Min(gathered[person], PointsMax);
                continue;
            }

            double uniform = luck.Draw(DrawKind.Parameter, person, step: 0).First;
            snapshot[person] = (long)Math.Min(Distribution.Lognormal(uniform, points.Median, points.Sigma), PointsMax);
        }

        Int128[] amounts =
            points.Tiers.Count == 0
                ? AirdropRules.ProRata(pot.Balance, snapshot, points.Min)
                : AirdropRules.Tiers(pot.Balance, snapshot, points.Tiers);
        return new Airdrop(amounts, today.Opens, today.Closes);
    }
}
