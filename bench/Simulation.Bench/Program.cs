using System.Globalization;
using Souk.Simulation.Bench;

// sahara | scales [RUNS [PRESET [PAGE]]] | rules [PRESET [full]] | presets | money | postings | market | masa | ensemble [RUNS] | kernels | peers | numbers | sink; all of them without a word.
string what = args.Length > 0 ? args[0] : "all";
Lazy<double> bandwidth = new(Measure.CopyBandwidth);
if (what is "all" or "masa")
{
    BlueprintBench.Run(() => bandwidth.Value);
}

// Alone, so that no other model is in its peak of memory.
if (what is "sahara")
{
    PresetBench.RunLargest();
    return;
}

if (what is "scales")
{
    int runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 4;
    PresetBench.CompareScales(runs, args.Length > 2 ? args[2] : "*", args.Length > 3 ? args[3] : null);
    return;
}

if (what is "rules")
{
    PresetBench.RunRules(args.Length > 1 ? args[1] : "presets/usage-revenue", isFull: args.Length > 2);
    return;
}

if (what is "all" or "presets")
{
    PresetBench.RunSamples();
}

Report.Line($"copy: {bandwidth.Value / 1e9:0.0} GB/s read and written on one core");
if (what is "all" or "money")
{
    MoneyBench.Run(bandwidth.Value);
}

if (what is "all" or "postings")
{
    PostingBench.Run();
}

if (what is "all" or "market")
{
    MarketBench.Run(bandwidth.Value);
}

if (what is "all" or "ensemble")
{
    EnsembleBench.Run(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200);
}

if (what is "all" or "kernels")
{
    KernelBench.Run();
}

if (what is "all" or "peers")
{
    PeerModels.Run();
}

if (what is "all" or "sink")
{
    SinkBench.Run();
}

if (what is "all" or "numbers")
{
    RandomNumbers.Compare();
}
