using Souk.Simulation.Mechanisms.Consensus;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Catalogues.Subnets;

/// <summary>The weights that validators set on miners.</summary>
internal static class Judgements
{
    /// <summary>Honest validators weigh by quality, each with an error of the day; colluders weigh the last miner alone.</summary>
    /// <returns>Rows whose largest weight is 65,535.</returns>
    public static SparseRows<ushort> Of(
        MemberHabit habit,
        int validatorCount,
        int neuronCount,
        int day,
        RandomStream luck
    )
    {
        double[] quality = Quality(habit, neuronCount - validatorCount, luck);
        int honest = validatorCount - (int)(habit.Colluders * validatorCount);
        SparseRows<ushort>.Builder rows = new(neuronCount, validatorCount * quality.Length);
        double[] judged = new double[quality.Length];
        for (int validator = 0; validator < validatorCount; validator++)
        {
            for (int miner = 0; miner < judged.Length; miner++)
            {
                int pair = (validator * judged.Length) + miner;
                double uniform = luck.Draw(DrawKind.Choice, pair, day).First;
                judged[miner] =
                    validator < honest
                        ? quality[miner] * Distribution.Lognormal(uniform, 1, habit.JudgementSigma)
                        : (miner == judged.Length - 1 ? 1 : 0);
            }

            AddRow(rows, judged, validatorCount);
        }

        return rows.Build();
    }

    private static void AddRow(SparseRows<ushort>.Builder rows, double[] judged, int firstMiner)
    {
        double most = judged.Max();
        for (int miner = 0; miner < judged.Length && most > 0; miner++)
        {
            rows.Add(firstMiner + miner, (ushort)Math.Round(judged[miner] / most * ushort.MaxValue));
        }

        rows.EndRow();
    }

    private static double[] Quality(MemberHabit habit, int minerCount, RandomStream luck) =>
        habit.Quality.Length > 0
            ? habit.Quality
            :
            [
                .. Enumerable
                    .Range(0, minerCount)
                    .Select(miner =>
                        Distribution.Lognormal(
                            luck.Draw(DrawKind.Parameter, miner, step: 0).First,
                            1,
                            habit.QualitySigma
                        )
                    ),
            ];
}
