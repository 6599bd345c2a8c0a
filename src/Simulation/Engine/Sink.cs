using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Engine;

/// <summary>Receives a run while it happens: rows of metrics, pages of postings.</summary>
/// <remarks>
/// Called on the thread of the run, between steps. Whoever writes files copies the spans into a bounded queue of its own
/// and returns; the spans are filled anew afterwards. Without a sink a run spends nothing on it.
/// </remarks>
public abstract class Sink
{
    /// <summary>Whether postings are wanted, at a cost per posting.</summary>
    public virtual bool WantsPostings => false;

    /// <summary>A run begins.</summary>
    public virtual void Start(Model model, uint seed, uint replicate) { }

    /// <summary>The close of a step.</summary>
    /// <param name="values">In the order of the model's metrics.</param>
    /// <param name="units">The same in base units where <see cref="Metrics.MetricSpec.Decimals"/> says that they are
    /// amounts; 0 elsewhere.</param>
    public virtual void Close(int step, ReadOnlySpan<double> values, ReadOnlySpan<Int128> units) { }

    /// <summary>A page of postings.</summary>
    public virtual void Post(JournalPage page) { }

    /// <summary>The run is over: everything was handed on.</summary>
    public virtual void End() { }

    /// <summary>What came of the run, told after its end by an ensemble.</summary>
    /// <param name="run">Its index in the ensemble's plan.</param>
    public virtual void Finish(int run, RunResult result) { }
}
