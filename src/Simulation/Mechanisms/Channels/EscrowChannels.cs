using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Mechanisms.Channels;

/// <summary>A payment channel between one sender and one recipient.</summary>
/// <param name="Sender">Ledger account that pays.</param>
/// <param name="Recipient">Ledger account that is paid.</param>
/// <param name="Value">Base units locked and not claimed.</param>
/// <param name="ExpirationStep">From this step on the sender may take back what is left.</param>
/// <param name="Nonce">Claims that ended a series of signed amounts.</param>
public readonly record struct EscrowChannel(int Sender, int Recipient, Int128 Value, int ExpirationStep, int Nonce);

/// <summary>Escrow channels: calls are paid by growing signed amounts, and settled with one claim for many calls.</summary>
/// <remarks>
/// Source: `MultiPartyEscrow` of singularitynet-platform-contracts 2.1.0: a claim may be lower than the amount signed for, is at
/// most the channel's value, and either sends the rest back or leaves it for a new series; after expiration the sender
/// takes back what is left. Signatures are not simulated: the recipient never claims more than was signed.
/// </remarks>
public sealed class EscrowChannels(TokenLedger ledger, int token, int escrow)
{
    private readonly List<EscrowChannel> _channels = [];

    public int Count => _channels.Count;

    public EscrowChannel this[int channel] => _channels[channel];

    /// <summary>Locks an amount for one recipient.</summary>
    /// <returns>The channel's index.</returns>
    /// <exception cref="InvalidOperationException">The sender holds less than the amount.</exception>
    public int Open(int sender, int recipient, Int128 value, int expirationStep)
    {
        ledger.Transfer(token, sender, escrow, value);
        _channels.Add(new(sender, recipient, value, expirationStep, Nonce: 0));
        return _channels.Count - 1;
    }

    /// <summary>Pays the recipient.</summary>
    /// <param name="amount">What the recipient asks for: at most <paramref name="signedAmount"/>.</param>
    /// <param name="signedAmount">What the sender has signed for since the last claim.</param>
    /// <param name="sendsBack">Whether what is left goes back to the sender.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than was signed for, or than the channel holds.</exception>
    public void Claim(int channel, Int128 amount, Int128 signedAmount, bool sendsBack)
    {
        EscrowChannel current = _channels[channel];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, signedAmount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, current.Value);
        ledger.Transfer(token, escrow, current.Recipient, amount);
        Int128 rest = current.Value - amount;
        if (sendsBack)
        {
            ledger.Transfer(token, escrow, current.Sender, rest);
            rest = 0;
        }

        _channels[channel] = current with { Value = rest, Nonce = current.Nonce + 1 };
    }

    /// <summary>Gives back what is left after expiration.</summary>
    /// <returns>Base units, zero before the expiration.</returns>
    public Int128 ClaimExpired(int channel, int step)
    {
        EscrowChannel current = _channels[channel];
        if (step < current.ExpirationStep)
        {
            return 0;
        }

        ledger.Transfer(token, escrow, current.Sender, current.Value);
        _channels[channel] = current with { Value = 0, Nonce = current.Nonce + 1 };
        return current.Value;
    }

    /// <summary>Adds funds and moves the expiration, never to an earlier step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An earlier step.</exception>
    public void Extend(int channel, Int128 added, int expirationStep)
    {
        EscrowChannel current = _channels[channel];
        ArgumentOutOfRangeException.ThrowIfLessThan(expirationStep, current.ExpirationStep);
        ledger.Transfer(token, current.Sender, escrow, added);
        _channels[channel] = current with { Value = current.Value + added, ExpirationStep = expirationStep };
    }
}
