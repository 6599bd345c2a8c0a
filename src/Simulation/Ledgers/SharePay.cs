using Souk.Simulation.Crews;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Ledgers;

/// <summary>Takes a share of what each member of a group holds, for one account, on all threads of a run.</summary>
public sealed class SharePay(TokenLedger ledger, AccountGroup payers) : IChunkLoop
{
    private readonly Tally _sum = new();
    private int _token;
    private Share _share;

    /// <summary>Pays; each part is rounded down.</summary>
    /// <param name="to">No member of the group.</param>
    /// <returns>What was paid, base units.</returns>
    public Int128 Pay(Crew crew, int token, Share share, int to)
    {
        (_token, _share) = (token, share);
        if (ledger.Journal is not null)
        {
            // A journal is one list, so one thread writes it.
            return PayOneByOne(to);
        }

        crew.Run(this, payers.Count);
        Int128 paid = _sum.Take();
        Int128 before = ledger.Balance(token, to);
        ledger.Column(token)[to] += paid;
        ledger.Moved(token, paid, ledger.Balance(token, to) - before);
        return paid;
    }

    void IChunkLoop.Run(int first, int end, int worker)
    {
        Int128 taken = 0;
        foreach (ref Int128 balance in ledger.Column(_token)[(payers.First + first)..(payers.First + end)])
        {
            if (balance > 0)
            {
                Int128 part = _share.Of(balance);
                balance -= part;
                taken += part;
            }
        }

        _sum.Add(worker, taken);
    }

    private Int128 PayOneByOne(int to)
    {
        Int128 paid = 0;
        for (int i = 0; i < payers.Count; i++)
        {
            Int128 part = _share.Of(ledger.Balance(_token, payers.Range[i]));
            if (part > 0)
            {
                ledger.Transfer(_token, payers.Range[i], to, part);
                paid += part;
            }
        }

        return paid;
    }
}
