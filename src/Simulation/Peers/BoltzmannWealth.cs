using Souk.Simulation.Engine;
using Souk.Simulation.Metrics;
using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Peers;

/// <summary>The money model: everyone starts with one unit, and in each step gives one unit, if there is one, to someone else.</summary>
/// <remarks>
/// Source: Drăgulescu and Yakovenko, "Statistical mechanics of money", Eur. Phys. J. B 17 (2000), as the tutorial model
/// of Mesa runs it: all agents act once per step, in an order shuffled anew, and see what those before them did.
/// </remarks>
public sealed class BoltzmannWealth
{
    public BoltzmannWealth(int agentCount, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(agentCount, 2);
        Model = new Model("money", steps);
        Population people = Model.Population("people", agentCount);
        Wealth = Model.Column(people, "wealth", initial: (int?)1);
        Gifts = Model.Counter("gifts");
        Model.Result(Wealth);
        Model.Add(new GiveRule(Wealth, Gifts));
        Model.Metric(new MetricSpec("gifts", "Gifts", "count", "Units given in the step."), () => Gifts.Value);
    }

    public Model Model { get; }

    public Column<int> Wealth { get; }

    /// <summary>Units given in the step.</summary>
    public Counter Gifts { get; }

    private sealed class GiveRule(Column<int> wealth, Counter gifts) : Rule("give", Phase.Sequential)
    {
        private const int WordsPerBlock = 4;

        private readonly int[] _order = new int[ShuffledOrder.BlockMax];
        private readonly uint[] _words = new uint[ShuffledOrder.BlockMax];

        public override void Declare(Touches touches) => touches.Updates(wealth).Writes(gifts);

        public override void Run(in Step step)
        {
            Span<int> purse = wealth.Span;
            ShuffledOrder order = new(step.Random, DrawKind.Shuffle, step.Index, purse.Length);
            long given = 0;
            for (int first = 0; first < order.Inputs; first += ShuffledOrder.BlockMax)
            {
                int count = order.Fill(first, _order);
                Draw(step, first, count);
                given += Give(purse, _order.AsSpan(0, count), _words);
            }

            gifts.Value = given;
        }

        private void Draw(in Step step, int first, int count)
        {
            for (int i = 0; i < count; i += WordsPerBlock)
            {
                RandomBlock block = step.Random.Draw(DrawKind.Choice, (first + i) / WordsPerBlock, step.Index);
                _words[i] = block.Word0;
                _words[i + 1] = block.Word1;
                _words[i + 2] = block.Word2;
                _words[i + 3] = block.Word3;
            }
        }

        // The other is chosen among n − 1 by multiplication; the largest bias is n / 2^32.
        private static long Give(Span<int> purse, ReadOnlySpan<int> givers, ReadOnlySpan<uint> words)
        {
            ulong others = (ulong)purse.Length - 1;
            long given = 0;
            for (int i = 0; i < givers.Length; i++)
            {
                int giver = givers[i];
                int other = (int)((words[i] * others) >> 32);
                other += other >= giver ? 1 : 0;
                int gift = purse[giver] > 0 ? 1 : 0;
                purse[giver] -= gift;
                purse[other] += gift;
                given += gift;
            }

            return given;
        }
    }
}
