using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Bench;

/// <summary>Postings per second of the ledger on one core, by kind of batch.</summary>
internal static class PostingBench
{
    private const int Accounts = 1_000_000;
    private const int Batches = 20;

    public static void Run()
    {
        AccountChart chart = new();
        AccountRange agents = chart.Add("agents", Accounts);
        AccountRange treasury = chart.Add("treasury", 1);
        TokenLedger ledger = new(chart, "MASA");
        Int128[] amounts = new Int128[Accounts];
        Array.Fill(amounts, Int128.Parse("1000000000000000000"));
        ledger.Mint(0, agents, amounts);
        ledger.Mint(0, agents, amounts);
        ledger.Mint(0, treasury.First, (Int128)Accounts * amounts[0]);

        Show(
            "one account to a million",
            1,
            () => ledger.Transfer(0, treasury, agents, amounts),
            () => ledger.Transfer(0, agents, treasury, amounts)
        );
        Show(
            "a million to one account",
            1,
            () => ledger.Transfer(0, agents, treasury, amounts),
            () => ledger.Transfer(0, treasury, agents, amounts)
        );
        (int[] from, int[] to, long[] small) = Random();
        Show("listed accounts, 64-bit amounts", 1, () => ledger.Transfer(0, from, to, small), () => { });
        Show("one by one", 1, () => OneByOne(ledger, from, to), () => { });
        long rows = 0;
        ledger.Journal = new Journal(page => rows += page.Count);
        Show("listed accounts, journaled", 1, () => ledger.Transfer(0, from, to, small), () => { });
        ledger.Journal = null;
        uint[] weights = new uint[Accounts];
        Array.Fill(weights, 3u);
        Show(
            "by weight",
            1,
            () => Split.PayByWeight(ledger, 0, treasury.First, agents, weights),
            () => ledger.Transfer(0, agents, treasury, amounts)
        );
        ledger.CheckConservation("bench");
    }

    private static void OneByOne(TokenLedger ledger, int[] from, int[] to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            ledger.Transfer(0, from[i], to[i], 1);
        }
    }

    private static void Show(string name, int batches, Action work, Action undo)
    {
        double best = double.MaxValue;
        for (int i = 0; i < Batches; i++)
        {
            best = Math.Min(best, Measure.Seconds(work, batches));
            undo();
        }

        Report.Line($"postings, {name}: {Accounts / best / 1e6:0.0} M/s");
    }

    private static (int[] From, int[] To, long[] Amounts) Random()
    {
        RandomStream random = new(Seed: 1, Replicate: 0);
        int[] from = new int[Accounts];
        int[] to = new int[Accounts];
        long[] amounts = new long[Accounts];
        for (int i = 0; i < Accounts; i++)
        {
            RandomBlock draw = random.Draw(DrawKind.Choice, i, 0);
            from[i] = (int)(draw.First * Accounts);
            to[i] = (int)(draw.Second * Accounts);
            amounts[i] = 1;
        }

        return (from, to, amounts);
    }
}
