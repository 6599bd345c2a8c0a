using System.Collections.Concurrent;
using Souk.Indexer.Encodings;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Proofs;

/// <summary>Reads the logs of blocks of one chain so that none can be left out unnoticed. Keep one per chain: it
/// remembers how the chain hashes. Safe for concurrent use.</summary>
/// <remarks>What is proven is proven against the headers' hashes: that these are the chain's is for the caller to see, by
/// the chain of parents. Transaction hashes are the endpoint's word: no receipt holds them.</remarks>
public sealed class BlockProver
{
    private readonly HeaderProver _headers = new();
    private readonly ReceiptProver _receipts = new();
    private readonly ConcurrentDictionary<Address, BloomBits> _bits = [];

    /// <param name="headers">Of consecutive blocks, in order, as <paramref name="source"/> reads them.</param>
    /// <param name="contracts">Whose logs are wanted.</param>
    /// <param name="level">To reach where the endpoint can; each block's own level is returned.</param>
    /// <exception cref="RpcException">The endpoint fails.</exception>
    /// <exception cref="SyncException">The endpoint keeps to what a hash disproves.</exception>
    public async Task<ProvenBlocks> ReadAsync(
        ChainSource source,
        IReadOnlyList<BlockHeader> headers,
        IReadOnlyList<Address> contracts,
        ProofLevel level,
        CancellationToken cancellation
    )
    {
        if (level is ProofLevel.Unverifiable)
        {
            throw new ArgumentException("Nobody asks for blocks to be unverifiable.", nameof(level));
        }

        if (headers.Count == 0 || contracts.Count == 0)
        {
            return new ProvenBlocks(headers, new LogColumns(), [.. headers.Select(_ => ProofLevel.Receipts)], []);
        }

        if (level == ProofLevel.None)
        {
            LogColumns logs = await ReadLogsAsync(source, headers, contracts, cancellation);
            logs.Sort();
            return new ProvenBlocks(headers, logs, [.. headers.Select(_ => ProofLevel.None)], []);
        }

        Question question = await AskAsync(source, headers, contracts, cancellation);
        return level == ProofLevel.Bloom
            ? await ReadByBloomAsync(question, [], cancellation)
            : await ReadByReceiptsAsync(question, [], cancellation);
    }

    private async Task<Question> AskAsync(
        ChainSource source,
        IReadOnlyList<BlockHeader> headers,
        IReadOnlyList<Address> contracts,
        CancellationToken cancellation
    )
    {
        (BlockHeader[] proven, bool[] areProven) = await _headers.ProveAsync(source, headers, cancellation);
        BloomBits[] bits = [.. contracts.Select(contract => _bits.GetOrAdd(contract, BloomBits.Of))];
        bool[] mayHold = new bool[proven.Length];
        for (int block = 0; block < proven.Length; block++)
        {
            mayHold[block] = !areProven[block] || HoldsAny(proven[block].Fields!.LogsBloom, bits);
        }

        return new Question(source, proven, areProven, mayHold, contracts);
    }

    private async Task<ProvenBlocks> ReadByReceiptsAsync(
        Question question,
        IReadOnlyList<string> contradictions,
        CancellationToken cancellation
    )
    {
        int[] asked = question.Blocks(block => question.AreProven[block] && question.MayHold[block]);
        BlockLogs?[] answers = await ReadReceiptsAsync(question, asked, cancellation);
        ProofLevel[] levels =
        [
            .. question.AreProven.Select(isProven => isProven ? ProofLevel.Receipts : ProofLevel.Unverifiable),
        ];
        LogColumns logs = LogColumnsPool.Rent();
        List<int> unanswered = [.. question.Blocks(block => !question.AreProven[block])];
        for (int index = 0; index < asked.Length; index++)
        {
            levels[asked[index]] = answers[index]?.Level ?? ProofLevel.None;
            if (answers[index] is { } answer)
            {
                logs.Append(answer.Logs);
            }
            else
            {
                unanswered.Add(asked[index]);
            }
        }

        int[] counts = await AddLogsAsync(question, unanswered, logs, cancellation);
        foreach (int block in unanswered)
        {
            levels[block] = question.LevelBelieved(block, counts[block]);
        }

        logs.Sort();
        return new ProvenBlocks(question.Headers, logs, levels, contradictions);
    }

    /// <param name="earlier">What another endpoint was caught with in the same range.</param>
    private async Task<ProvenBlocks> ReadByBloomAsync(
        Question question,
        IReadOnlyList<string> earlier,
        CancellationToken cancellation
    )
    {
        var logs = new LogColumns();
        // Who gives the logs answers for them, not who gave headers or receipts of the same range.
        Question claim = question with
        {
            Source = question.Source.Part(),
        };
        int[] counts = await AddLogsAsync(claim, question.Blocks(_ => true), logs, cancellation);
        List<string> contradictions =
        [
            .. question
                .Blocks(block => counts[block] > 0 && !question.MayHold[block])
                .Select(block => claim.Tell(block, $"gave {counts[block]} logs that the block's bloom rules out")),
        ];
        int[] doubted = question.Blocks(block =>
            counts[block] == 0 && question.AreProven[block] && question.MayHold[block]
        );
        BlockLogs?[] answers = await ReadReceiptsAsync(question, doubted, cancellation);
        ProofLevel[] levels =
        [
            .. counts.Select(
                (count, block) => question.MayHold[block] ? question.LevelBelieved(block, count) : ProofLevel.Receipts
            ),
        ];
        for (int index = 0; index < doubted.Length; index++)
        {
            levels[doubted[index]] = answers[index]?.Level ?? ProofLevel.None;
            if (answers[index] is { Logs.Count: > 0 and var missing })
            {
                contradictions.Add(claim.Tell(doubted[index], $"left out {missing} logs"));
            }
        }

        logs.Sort();
        if (contradictions.Count == 0)
        {
            return new ProvenBlocks(question.Headers, logs, levels, earlier);
        }

        claim.Source.Contradict(contradictions);
        return await ReadAfterLieAsync(question, contradictions, earlier, cancellation);
    }

    /// <summary>An endpoint that was caught once is not believed about any block of the range.</summary>
    /// <param name="earlier">What another endpoint was caught with in the same range.</param>
    private async Task<ProvenBlocks> ReadAfterLieAsync(
        Question question,
        List<string> contradictions,
        IReadOnlyList<string> earlier,
        CancellationToken cancellation
    )
    {
        ProvenBlocks blocks = await ReadByReceiptsAsync(question, contradictions, cancellation);
        // Receipts show all; where none are served another endpoint may still keep to the truth.
        if (blocks.WeakestLevel != ProofLevel.Receipts && earlier.Count == 0 && question.Source.HasSeveral)
        {
            return await ReadByBloomAsync(question, contradictions, cancellation);
        }

        return blocks.WeakestLevel == ProofLevel.Receipts
            ? blocks
            : throw new SyncException(
                SyncProblem.Inconsistent,
                $"{contradictions[0]}, and does not serve all receipts of blocks {question.Range}. Use another endpoint."
            );
    }

    private Task<BlockLogs?[]> ReadReceiptsAsync(Question question, int[] blocks, CancellationToken cancellation) =>
        _receipts.ReadAsync(
            question.Source,
            [.. blocks.Select(block => question.Headers[block])],
            [.. question.Contracts],
            cancellation
        );

    /// <summary>Adds what eth_getLogs gives of some blocks.</summary>
    /// <returns>Logs of each block of the question.</returns>
    private static async Task<int[]> AddLogsAsync(
        Question question,
        IReadOnlyCollection<int> blocks,
        LogColumns logs,
        CancellationToken cancellation
    )
    {
        int[] counts = new int[question.Headers.Length];
        if (blocks.Count == 0)
        {
            return counts;
        }

        BlockHeader[] span = question.Headers[blocks.Min()..(blocks.Max() + 1)];
        LogColumns read = await ReadLogsAsync(question.Source, span, question.Contracts, cancellation);
        bool[] areWanted = new bool[counts.Length];
        foreach (int block in blocks)
        {
            areWanted[block] = true;
        }

        // A log from outside of the range is the caller's to refuse.
        read.RemoveAll(log => BlockOf(log) is { } block && !areWanted[block]);
        for (int log = 0; log < read.Count; log++)
        {
            if (BlockOf(log) is { } block)
            {
                counts[block]++;
            }
        }

        logs.MoveFrom(read);
        LogColumnsPool.Return(read);
        return counts;

        int? BlockOf(int log) =>
            read.BlockNumbers[log] - question.Headers[0].Number is var block && block >= 0 && block < counts.Length
                ? (int)block
                : null;
    }

    private static Task<LogColumns> ReadLogsAsync(
        ChainSource source,
        IReadOnlyList<BlockHeader> headers,
        IReadOnlyList<Address> contracts,
        CancellationToken cancellation
    ) => source.ReadLogsAsync(contracts, new BlockRange(headers[0].Number, headers[^1].Number), cancellation);

    private static bool HoldsAny(ReadOnlySpan<byte> bloom, BloomBits[] bits)
    {
        foreach (BloomBits contract in bits)
        {
            if (contract.AreIn(bloom))
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="AreProven">By header: it hashes to its hash.</param>
    /// <param name="MayHold">By header: its bloom names a contract, or cannot be trusted.</param>
    private sealed record Question(
        ChainSource Source,
        BlockHeader[] Headers,
        bool[] AreProven,
        bool[] MayHold,
        IReadOnlyList<Address> Contracts
    )
    {
        public BlockRange Range => new(Headers[0].Number, Headers[^1].Number);

        public int[] Blocks(Func<int, bool> isMeant) => [.. Enumerable.Range(0, Headers.Length).Where(isMeant)];

        /// <summary>The level of a block whose logs come from eth_getLogs and whose bloom names a contract.</summary>
        public ProofLevel LevelBelieved(int block, int logCount) =>
            !AreProven[block] ? ProofLevel.Unverifiable
            : logCount > 0 ? ProofLevel.Bloom
            : ProofLevel.None;

        public string Tell(int block, string what) => $"{Source.Name} {what} of block {Headers[block].Number}";
    }
}
