namespace Souk.Simulation.Mechanisms.Networks;

/// <summary>What became of transactions in one block.</summary>
/// <param name="Included">Transactions in the block.</param>
/// <param name="Lost">Transactions whose senders gave up after waiting.</param>
/// <param name="Waiting">Transactions that wait for the next block.</param>
/// <param name="WaitedBlocks">Sum over the included ones of the blocks that each had waited.</param>
/// <param name="FeePerGas">What the included ones paid per gas, in the smallest unit of the native coin.</param>
/// <param name="Burned">Base fee × gas used; 0 on a chain without base fee.</param>
/// <param name="Tips">What the block's producer got.</param>
public readonly record struct BlockOutcome(
    long Included,
    long Lost,
    long Waiting,
    long WaitedBlocks,
    Int128 FeePerGas,
    Int128 Burned,
    Int128 Tips
);

/// <summary>Transactions that wait for room on a chain, oldest first, block by block.</summary>
/// <remarks>
/// Arrivals join the queue, the block takes the oldest as far as its gas reaches, and whoever has then waited as long
/// as patience allows leaves: lost demand. All transactions use the same gas. Arrived = included + lost + waiting.
/// </remarks>
public sealed class BlockQueue
{
    private const long ArrivalsMax = 1L << 40;

    private readonly ChainProfile _chain;
    private readonly long _gasPerTransaction;

    // Who waits, by the block of arrival modulo the patience.
    private readonly long[] _waiting;
    private long _block;

    // No block before it has anyone who waits: most days nobody does, and patience may be long.
    private long _oldest;
    private Int128 _baseFee;

    /// <param name="gasPerTransaction">21,000 for a plain transfer on Ethereum.</param>
    public BlockQueue(ChainProfile chain, long gasPerTransaction)
    {
        Require.Between(gasPerTransaction, 1, chain.GasLimit, "a transaction must fit into a block");
        _chain = chain;
        _gasPerTransaction = gasPerTransaction;
        _waiting = new long[chain.PatienceBlocks];
        _baseFee = chain.BaseFee?.Next(parent: null, chain.GasLimit, 0) ?? 0;
    }

    /// <summary>Base fee per gas of the next block; 0 on a chain without.</summary>
    public Int128 BaseFeePerGas => _baseFee;

    /// <summary>Transactions that wait.</summary>
    public long Waiting { get; private set; }

    /// <summary>Makes the next block.</summary>
    /// <param name="arrivals">New transactions since the block before.</param>
    public BlockOutcome Step(long arrivals)
    {
        Require.Between(arrivals, 0, ArrivalsMax, "split the demand over more blocks");
        int length = _waiting.Length;
        _waiting[_block % length] = arrivals;
        Waiting += arrivals;
        (long included, long waited) = Include(_chain.GasLimit / _gasPerTransaction);

        // The slot that the next block's arrivals take over belongs to those who now give up.
        _block++;
        long lost = _waiting[_block % length];
        _waiting[_block % length] = 0;
        Waiting -= included + lost;

        long gasUsed = included * _gasPerTransaction;
        BlockOutcome outcome = new(
            included,
            lost,
            Waiting,
            waited,
            _baseFee + _chain.Tip,
            _baseFee * gasUsed,
            _chain.Tip * gasUsed
        );
        _baseFee = _chain.BaseFee?.Next(_baseFee, _chain.GasLimit, gasUsed) ?? 0;
        return outcome;
    }

    private (long Included, long Waited) Include(long room)
    {
        int length = _waiting.Length;
        long included = 0;
        long waited = 0;
        long arrival = Math.Max(_oldest, _block - length + 1);
        while (arrival <= _block && included < room)
        {
            ref long cohort = ref _waiting[arrival % length];
            long taken = Math.Min(cohort, room - included);
            cohort -= taken;
            included += taken;
            waited += taken * (_block - arrival);
            arrival += cohort == 0 ? 1 : 0;
        }

        _oldest = arrival;
        return (included, waited);
    }
}
