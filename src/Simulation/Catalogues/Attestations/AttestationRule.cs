using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Catalogues.Attestations;

/// <summary>A day's batches: each is attested, maybe checked, and added to the record.</summary>
internal sealed class AttestationRule(
    AttestationDesk part,
    Dial<AttestationHabit> habit,
    Holdings attesters,
    Holdings treasury,
    TokenLedger ledger
) : Rule(part.Name, Phase.Settle)
{
    public override void Declare(Touches touches)
    {
        part.DeclareParameters(touches);
        touches
            .Updates(attesters, part.Record32)
            .Adds(treasury, part.Attested, part.Checked, part.Found, part.Undetected, part.Lost);
    }

    public override void Run(in Step step)
    {
        AttestationHabit today = habit.At(step.Index);
        RandomStream random = part.Luck(step.Random);
        double bondUsd = BaseUnits.ToNumber(today.Bond, attesters.Token.Decimals);
        for (int attester = 0; attester < attesters.Group.Count; attester++)
        {
            for (int batch = 0; batch < today.Batches && attesters.Balances[attester] >= today.Bond; batch++)
            {
                RandomBlock draw = random.Draw(DrawKind.Attestation, attester, step.Index, batch);
                double gain = Distribution.Lognormal(draw.First, today.GainUsd, today.Sigma);
                Note(
                    new Attestation(
                        step.Index,
                        attester,
                        batch,
                        IsTrue: AttestationPolicy.IsTrue(gain, today.Checks, bondUsd),
                        IsChecked: draw.Second < today.Checks
                    ),
                    today.Bond
                );
            }
        }
    }

    private void Note(Attestation attestation, Int128 bond)
    {
        attestation.Chain(part.Record32.Span, part.Record32.Span);
        part.Attested.Value++;
        part.Checked.Value += attestation.IsChecked ? 1 : 0;
        part.Undetected.Value += attestation is { IsTrue: false, IsChecked: false } ? 1 : 0;
        if (attestation.IsFound)
        {
            part.Found.Value++;
            part.Lost.Value += bond;
            ledger.Transfer(attesters.Token.Index, attesters[attestation.Attester], treasury.Account, bond);
        }
    }
}
