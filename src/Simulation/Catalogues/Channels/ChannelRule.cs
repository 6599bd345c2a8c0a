using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Channels;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Channels;

/// <summary>What a day's channels are like: amounts in base units.</summary>
internal sealed record ChannelHabit(
    Int128 Deposit,
    int LastsDays,
    bool Renews,
    int CallsPerDay,
    Int128 Price,
    int ClaimDays,
    int AgentCalls
);

/// <summary>What became of signed amounts since the start; owed is what is signed for now, and one is of the day alone.</summary>
internal sealed record ChannelTallies(
    Amount Claimed,
    Amount Owed,
    Amount Lost,
    Counter Calls,
    Counter Refused,
    Amount Added,
    Amount SignedToday
);

/// <summary>Each day: channels end and begin, calls are signed for, and on some days claimed.</summary>
internal sealed class ChannelRule : Rule
{
    private readonly ChannelEscrow _part;
    private readonly Holdings _senders;
    private readonly Holdings _escrow;
    private readonly Holdings _recipient;
    private readonly ChannelTallies _tallies;
    private readonly Dial<ChannelHabit> _habit;
    private readonly TokenLedger _ledger;

    // By sender: its channel, -1 before the first, and what it has signed for since the last claim.
    private readonly int[] _channel;
    private readonly Int128[] _signed;
    private EscrowChannels _channels;

    public ChannelRule(
        ChannelEscrow part,
        Holdings senders,
        Holdings escrow,
        Holdings recipient,
        ChannelTallies tallies,
        Dial<ChannelHabit> habit,
        TokenLedger ledger
    )
        : base(part.Name, Phase.Settle)
    {
        _part = part;
        _senders = senders;
        _escrow = escrow;
        _recipient = recipient;
        _tallies = tallies;
        _habit = habit;
        _ledger = ledger;
        _channel = new int[senders.Group.Count];
        _signed = new Int128[senders.Group.Count];
        _channels = NewChannels();
    }

    public override bool HasMemory => true;

    public override void Declare(Touches touches)
    {
        _part.DeclareParameters(touches);
        touches
            .Updates(_senders, _escrow)
            .Adds([.. _recipient == _senders ? Array.Empty<Slot>() : [_recipient]])
            .Adds(_tallies.Claimed, _tallies.Lost, _tallies.Calls, _tallies.Refused, _tallies.Added)
            .Writes(_tallies.Owed, _tallies.SignedToday);
    }

    public override void Run(in Step step)
    {
        ChannelHabit habit = _habit.At(step.Index);
        bool isClaimDay = (step.Index + 1) % habit.ClaimDays == 0;
        Int128 owed = 0;
        _tallies.SignedToday.Value = 0;
        for (int sender = 0; sender < _channel.Length; sender++)
        {
            Begin(sender, habit, step.Index);
            Prolong(sender, habit, step.Index);
            Call(sender, habit);
            if (isClaimDay && _signed[sender] > 0)
            {
                _channels.Claim(_channel[sender], _signed[sender], _signed[sender], sendsBack: false);
                _tallies.Claimed.Value += _signed[sender];
                _signed[sender] = 0;
            }

            owed += _signed[sender];
        }

        _tallies.Owed.Value = owed;
    }

    public override void Forget()
    {
        Array.Fill(_channel, -1);
        Array.Clear(_signed);
        _channels = NewChannels();
    }

    // A sender takes back all that is left, also what it has signed for: the recipient should have claimed.
    private void Begin(int sender, ChannelHabit habit, int day)
    {
        int channel = _channel[sender];
        bool isOver = channel >= 0 && day >= _channels[channel].ExpirationStep;
        if (isOver)
        {
            _channels.ClaimExpired(channel, day);
            _tallies.Lost.Value += _signed[sender];
            _signed[sender] = 0;
        }

        if ((channel >= 0 && !(isOver && habit.Renews)) || _senders.Balances[sender] < habit.Deposit)
        {
            return;
        }

        if (channel < 0)
        {
            _channel[sender] = _channels.Open(
                _senders[sender],
                _recipient.Account,
                habit.Deposit,
                day + habit.LastsDays
            );
        }
        else
        {
            _channels.Extend(channel, habit.Deposit, day + habit.LastsDays);
        }
    }

    // The agent adds the price of some calls each time that the next one cannot be paid, as far as the sender can pay, and moves
    // the end before it comes, so that the recipient can claim what was signed for.
    private void Prolong(int sender, ChannelHabit habit, int day)
    {
        int channel = _channel[sender];
        if (habit.AgentCalls == 0 || channel < 0 || day >= _channels[channel].ExpirationStep)
        {
            return;
        }

        Int128 batch = habit.AgentCalls * habit.Price;
        Int128 lacking = habit.CallsPerDay * habit.Price - (_channels[channel].Value - _signed[sender]);
        Int128 batches =
            batch == 0 || lacking <= 0
                ? 0
                : Int128.Min((lacking + batch - 1) / batch, _senders.Balances[sender] / batch);
        int end = _channels[channel].ExpirationStep;
        bool isNear = end - day <= habit.ClaimDays;
        if (batches > 0 || isNear)
        {
            _channels.Extend(channel, batches * batch, isNear ? Math.Max(end, day + habit.LastsDays) : end);
            _tallies.Added.Value += batches * batch;
        }
    }

    private void Call(int sender, ChannelHabit habit)
    {
        Int128 left = _channel[sender] < 0 ? 0 : _channels[_channel[sender]].Value - _signed[sender];
        int calls =
            _channel[sender] < 0 ? 0
            : habit.Price == 0 ? habit.CallsPerDay
            : (int)Int128.Min(habit.CallsPerDay, left / habit.Price);
        _signed[sender] += calls * habit.Price;
        _tallies.SignedToday.Value += calls * habit.Price;
        _tallies.Calls.Value += calls;
        _tallies.Refused.Value += habit.CallsPerDay - calls;
    }

    private EscrowChannels NewChannels() => new(_ledger, _escrow.Token.Index, _escrow.Account);
}
