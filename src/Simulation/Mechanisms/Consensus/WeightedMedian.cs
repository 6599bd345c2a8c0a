using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>The largest weight on each miner that a majority of stake supports.</summary>
/// <remarks>
/// Source: opentensor/subtensor 14bc6f9, `pallets/subtensor/src/epoch/math.rs`, `weighted_median_col_sparse`. There a
/// pivot search; as stake adds exactly, it finds the smallest score v for which the stake of validators with scores up to
/// v exceeds the minority (all stake less the majority), and the largest score where none does. This finds the same by
/// sorting each column. Validators that stored no score count as scoring zero.
/// </remarks>
internal static class WeightedMedian
{
    /// <param name="stakes">Stake of each row; rows without any do not vote.</param>
    /// <param name="scores">What each row scored each column.</param>
    /// <param name="majority">The share of stake that decides.</param>
    public static Q32x32[] OfColumns(ReadOnlySpan<Q32x32> stakes, SparseRows<Q32x32> scores, Q32x32 majority)
    {
        Q32x32[] votes = stakes.ToArray();
        VectorMath.Normalize(votes);
        Q32x32 total = VectorMath.Sum(votes);
        int voterCount = votes.Count(vote => vote > Q32x32.Zero);
        int[] starts = Transpose(votes, scores, out long[] columnScores, out long[] columnVotes);
        long minority = (total - majority).Raw;
        Q32x32[] medians = new Q32x32[scores.Count];
        for (int column = 0; column < medians.Length; column++)
        {
            Range range = starts[column]..starts[column + 1];
            Span<long> ballot = columnVotes.AsSpan(range);
            long silent = total.Raw - VectorSum(ballot);
            medians[column] = Q32x32.OfRaw(
                Of(columnScores.AsSpan(range), ballot, silent, ballot.Length < voterCount, minority)
            );
        }

        return medians;
    }

    private static long Of(Span<long> scores, Span<long> votes, long silent, bool isAnySilent, long minority)
    {
        if (scores.IsEmpty || (isAnySilent && silent > minority))
        {
            return 0;
        }

        scores.Sort(votes);
        long sum = silent;
        for (int i = 0; i < scores.Length; i++)
        {
            sum += votes[i];
            if (sum > minority)
            {
                return scores[i];
            }
        }

        return scores[^1];
    }

    // The positive scores of voters, column after column.
    private static int[] Transpose(
        ReadOnlySpan<Q32x32> votes,
        SparseRows<Q32x32> scores,
        out long[] columnScores,
        out long[] columnVotes
    )
    {
        int[] ends = new int[scores.Count + 1];
        ForEachVote(votes, scores, (_, column, _) => ends[column + 1]++);
        for (int column = 0; column < scores.Count; column++)
        {
            ends[column + 1] += ends[column];
        }

        long[] byColumn = new long[ends[^1]];
        long[] ballots = new long[ends[^1]];
        int[] next = [.. ends];
        ForEachVote(
            votes,
            scores,
            (vote, column, score) =>
            {
                byColumn[next[column]] = score;
                ballots[next[column]++] = vote;
            }
        );
        (columnScores, columnVotes) = (byColumn, ballots);
        return ends;
    }

    private static void ForEachVote(
        ReadOnlySpan<Q32x32> votes,
        SparseRows<Q32x32> scores,
        Action<long, int, long> visit
    )
    {
        for (int row = 0; row < votes.Length; row++)
        {
            ReadOnlySpan<Q32x32> cells = votes[row] > Q32x32.Zero ? scores.Row(row) : [];
            ReadOnlySpan<int> columns = scores.ColumnsOf(row);
            for (int i = 0; i < cells.Length; i++)
            {
                if (cells[i] > Q32x32.Zero)
                {
                    visit(votes[row].Raw, columns[i], cells[i].Raw);
                }
            }
        }
    }

    private static long VectorSum(ReadOnlySpan<long> values)
    {
        long sum = 0;
        foreach (long value in values)
        {
            sum += value;
        }

        return sum;
    }
}
