using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Vaults;
using Souk.Simulation.Numerics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Vaults;

/// <summary>What vaults cost, and how probable each event is per day.</summary>
internal sealed record VaultHabit(VaultFees Fees, double MintHazard, double ManageHazard, double BurnHazard);

/// <summary>What happened since the start.</summary>
/// <param name="TokenBurned">The token's tally of all burns.</param>
internal sealed record VaultTallies(Amount Burned, Amount Kept, Counter Minted, Counter Unpaid, Amount TokenBurned);

/// <summary>Each owner mints, or burns, or else manages its vault, if it can pay.</summary>
internal sealed class VaultRule : Rule
{
    private readonly VaultPart _part;
    private readonly Holdings _owners;
    private readonly Holdings _collector;
    private readonly VaultTallies _tallies;
    private readonly Dial<VaultHabit> _habit;
    private readonly TokenLedger _ledger;

    public VaultRule(
        VaultPart part,
        Holdings owners,
        Holdings collector,
        VaultTallies tallies,
        Dial<VaultHabit> habit,
        TokenLedger ledger
    )
        : base(part.Name, Phase.Settle)
    {
        _part = part;
        _owners = owners;
        _collector = collector;
        _tallies = tallies;
        _habit = habit;
        _ledger = ledger;
        Register = new VaultRegister(owners.Group.Count);
    }

    public VaultRegister Register { get; private set; }

    public override bool HasMemory => true;

    public override void Declare(Touches touches)
    {
        _part.DeclareParameters(touches);
        touches
            .Updates([.. new Slot[] { _owners, _collector }.Distinct()])
            .Adds(_owners.Token, _tallies.Burned, _tallies.Kept, _tallies.Minted, _tallies.Unpaid)
            .Adds(_tallies.TokenBurned);
    }

    public override void Run(in Step step)
    {
        VaultHabit habit = _habit.At(step.Index);
        RandomStream random = _part.Luck(step.Random);
        Span<double> first = stackalloc double[RandomStream.FillRows];
        Span<double> second = stackalloc double[RandomStream.FillRows];
        int count = _owners.Group.Count;
        for (int block = 0; block < count; block += RandomStream.FillRows)
        {
            int rows = Math.Min(RandomStream.FillRows, count - block);
            random.Fill(DrawKind.ContributorDecision, block, step.Index, 0, first[..rows], second[..rows]);
            for (int i = 0; i < rows; i++)
            {
                Decide(habit, random, block + i, step.Index, first[i], second[i]);
            }
        }
    }

    public override void Forget() => Register = new VaultRegister(_owners.Group.Count);

    private void Decide(VaultHabit habit, RandomStream random, int owner, int day, double first, double second)
    {
        if (!Register.Has(owner))
        {
            if (first < habit.MintHazard && IsPaid(owner, habit.Fees, habit.Fees.MintFee))
            {
                Register.Mint(owner, MetadataOf(random, owner, day));
                _tallies.Minted.Value++;
            }
        }
        else if (first < habit.BurnHazard)
        {
            Register.Burn(owner);
        }
        else if (second < habit.ManageHazard && IsPaid(owner, habit.Fees, habit.Fees.ManageFee))
        {
            Register.Update(owner, MetadataOf(random, owner, day));
        }
    }

    // Stands for a hash of what is inside, which is not simulated.
    private static UInt128 MetadataOf(RandomStream random, int owner, int day)
    {
        RandomBlock hash = random.Draw(DrawKind.Choice, owner, day);
        return new UInt128(hash.FirstBits, hash.SecondBits);
    }

    private bool IsPaid(int owner, VaultFees fees, Int128 fee)
    {
        if (_owners.Balances[owner] < fee)
        {
            _tallies.Unpaid.Value++;
            return false;
        }

        VaultCharge charge = fees.Post(_ledger, _owners.Token.Index, _owners[owner], _collector.Account, fee);
        _tallies.Burned.Value += charge.Burned;
        _tallies.TokenBurned.Value += charge.Burned;
        _tallies.Kept.Value += charge.Kept;
        return true;
    }
}
