using System.Numerics;
using Souk.Indexer.Decoding;
using Souk.LocalChain.Chain;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy;

/// <summary>Who holds how much of which token, followed from Transfer logs; scripts never spend what is not there.
/// </summary>
internal sealed class Holdings
{
    private static readonly Hash32 Transfer = EventSignature
        .Parse("Transfer(address indexed from, address indexed to, uint256 value)")
        .Topic0;

    private readonly Dictionary<(Address Token, Address Owner), BigInteger> _amounts = [];
    private readonly Dictionary<(Address Token, Address Owner), BigInteger> _promised = [];
    private readonly HashSet<(Address Token, Address Owner, Address Spender)> _allowed = [];

    /// <summary>After the last block, before what is planned for the next.</summary>
    public BigInteger Of(Address token, Address owner) => _amounts.GetValueOrDefault((token, owner));

    /// <summary>After the last block, less what the next one already spends.</summary>
    public BigInteger Available(Address token, Address owner) =>
        Of(token, owner) - _promised.GetValueOrDefault((token, owner));

    /// <summary>Sets aside an amount for the next block, if it is there.</summary>
    public bool TrySpend(Address token, Address owner, BigInteger amount)
    {
        if (amount <= BigInteger.Zero || Available(token, owner) < amount)
        {
            return false;
        }

        _promised[(token, owner)] = _promised.GetValueOrDefault((token, owner)) + amount;
        return true;
    }

    /// <summary>True the first time: then an allowance must be given.</summary>
    public bool NeedsAllowance(Address token, Address owner, Address spender) => _allowed.Add((token, owner, spender));

    public void Apply(IReadOnlyList<Receipt> receipts)
    {
        _promised.Clear();
        foreach (ChainLog log in receipts.SelectMany(receipt => receipt.Logs))
        {
            // An ERC-721 transfer has the same first topic and a fourth one.
            if (log.Topics[0] == Transfer && log.Topics.Count == 3)
            {
                var amount = new BigInteger(log.Word(0), isUnsigned: true, isBigEndian: true);
                Move(log.Contract, log.AddressAt(1), -amount);
                Move(log.Contract, log.AddressAt(2), amount);
            }
        }
    }

    private void Move(Address token, Address owner, BigInteger amount)
    {
        if (owner != default)
        {
            _amounts[(token, owner)] = Of(token, owner) + amount;
        }
    }
}
