using System.Diagnostics;
using System.Globalization;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Traces;

namespace Souk.Warehouse.Bench;

/// <summary>Lineage to cash of one asset: everything upstream, who made it, and every coin that each received for it.</summary>
/// <remarks>The first answer compiles and reads the file; the others are what a running server gives.</remarks>
internal static class LineageBench
{
    private const int AnswerCount = 21;

    public static void Run(string file, string settings, string asset)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(file, settings);
        using Process self = Process.GetCurrentProcess();
        List<(double Clock, double Processors)> answers = [];
        Lineage? lineage = null;
        for (int count = 0; count < AnswerCount; count++)
        {
            TimeSpan processors = self.TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            lineage = Lineage.Find(warehouse.Connection, asset);
            TimeSpan clock = watch.Elapsed;
            self.Refresh();
            answers.Add((clock.TotalMilliseconds, (self.TotalProcessorTime - processors).TotalMilliseconds));
        }

        if (lineage is null)
        {
            Console.Error.WriteLine($"No asset {asset} is stored.");
            return;
        }

        double[] clocks = [.. answers.Skip(1).Select(answer => answer.Clock).Order()];
        double[] processing = [.. answers.Skip(1).Select(answer => answer.Processors).Order()];
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {asset}: {lineage.Parts.Count - 1} upstream in {lineage.Parts[
                    ^1
                ].Depth} generations, {lineage.Edges.Count} edges, {lineage.Parts.Sum(part =>
                    part.Parties.Sum(party => party.Receipts.Count)
                )} receipts
                first {answers[0].Clock:0.0} ms ({answers[0].Processors:0.0} of processors); then p50 {clocks[
                    clocks.Length / 2
                ]:0.0}, p95 {clocks[(int)(0.95 * (clocks.Length - 1))]:0.0}, least {clocks[
                    0
                ]:0.0} ms; of processors p50 {processing[processing.Length / 2]:0.0}, least {processing[0]:0.0}
                """
            )
        );
    }
}
