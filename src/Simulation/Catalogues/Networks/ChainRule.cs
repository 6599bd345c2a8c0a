using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Networks;

namespace Souk.Simulation.Catalogues.Networks;

/// <summary>Makes the blocks of a day, burns their base fees and pays their tips.</summary>
/// <remarks>Demand is spread evenly over the blocks of a day. About 20 ns a block: 7,200 blocks a day at 12 seconds.</remarks>
internal sealed class ChainRule : Rule
{
    private const long DayMs = 86_400_000;

    private readonly ChainPart _part;
    private readonly TokenLedger _ledger;
    private readonly ChainProfile _profile;
    private readonly long _gasPerTransaction;
    private readonly Demand _demand;
    private readonly (Holdings Senders, Holdings Producers) _accounts;
    private BlockQueue _queue;

    public ChainRule(
        ChainPart part,
        TokenLedger ledger,
        ChainProfile profile,
        long gasPerTransaction,
        Demand demand,
        (Holdings Senders, Holdings Producers) accounts
    )
        : base(part.Name, Phase.Settle)
    {
        (_part, _ledger, _profile, _gasPerTransaction) = (part, ledger, profile, gasPerTransaction);
        (_demand, _accounts) = (demand, accounts);
        _queue = new BlockQueue(profile, gasPerTransaction);
    }

    /// <summary>Of the next block, smallest units per unit of gas.</summary>
    public Int128 BaseFeePerGas => _queue.BaseFeePerGas;

    public override bool HasMemory => true;

    public override void Declare(Touches touches)
    {
        _part.DeclareParameters(touches);
        _demand.Declare(touches);
        ChainDay day = _part.Today;
        touches
            .Updates(_accounts.Senders)
            .Adds(_accounts.Producers, _part.Coin, _part.Tallies.Burned, day.Burned, day.Tips, day.Unpaid)
            .Writes(day.Included, day.Lost, day.Waiting, day.WaitedBlocks, day.GasPrice);
    }

    /// <exception cref="ModelException">Demand keeps blocks above their target until the base fee has no number any more.</exception>
    public override void Run(in Step step)
    {
        long arrivals = _demand.At(step.Index);
        try
        {
            MakeBlocks(step, arrivals);
        }
        catch (OverflowException)
        {
            long target =
                DayMs / _profile.BlockMs * (_profile.GasLimit / _profile.BaseFee!.Elasticity) / _gasPerTransaction;
            throw new ModelException(
                _part.Name,
                [
                    $"on day {step.Index} the base fee grew beyond every bound, for {arrivals:N0} transactions a day stay "
                        + $"above the target of {target:N0}, and senders here do not leave for a price: lower transactions, raise "
                        + "gas_limit, or write base_fee: no.",
                ]
            );
        }
    }

    private void MakeBlocks(in Step step, long arrivals)
    {
        long blocks = ((step.Index + 1) * DayMs / _profile.BlockMs) - (step.Index * DayMs / _profile.BlockMs);
        (long included, long lost, long waited) = (0, 0, 0);
        (Int128 burned, Int128 tips) = (0, 0);
        long carried = 0;
        for (long block = 0; block < blocks; block++)
        {
            (long arrived, carried) = Math.DivRem(carried + arrivals, blocks);
            BlockOutcome outcome = _queue.Step(arrived);
            included += outcome.Included;
            lost += outcome.Lost;
            waited += outcome.WaitedBlocks;
            burned += outcome.Burned;
            tips += outcome.Tips;
        }

        ChainDay day = _part.Today;
        (day.Included.Value, day.Lost.Value, day.WaitedBlocks.Value) = (included, lost, waited);
        day.Waiting.Value = _queue.Waiting;
        // What the included ones paid per gas on average, rounded down; what one would pay where there were none.
        day.GasPrice.Value =
            included == 0
                ? _queue.BaseFeePerGas + _profile.Tip
                : (burned + tips) / ((Int128)included * _gasPerTransaction);
        Charge(burned, tips);
    }

    public override void Forget() => _queue = new BlockQueue(_profile, _gasPerTransaction);

    // Senders who cannot pay all pay the base fees first.
    private void Charge(Int128 burned, Int128 tips)
    {
        ChainDay day = _part.Today;
        int coin = _part.Coin.Index;
        Int128 burnable = Int128.Min(burned, _accounts.Senders.Balance);
        _ledger.Burn(coin, _accounts.Senders.Account, burnable);
        Int128 payable = Int128.Min(tips, _accounts.Senders.Balance);
        Split.PayEqually(_ledger, coin, _accounts.Senders.Account, _accounts.Producers.Group.Range, payable);
        day.Burned.Value += burnable;
        day.Tips.Value += payable;
        day.Unpaid.Value += burned + tips - burnable - payable;
        _part.Tallies.Burned.Value += burnable;
    }
}
