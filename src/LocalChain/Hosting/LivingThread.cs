using System.Diagnostics;

namespace Souk.LocalChain.Hosting;

/// <summary>A thread that starts a process and then lives as long as its owner.</summary>
/// <remarks>PR_SET_PDEATHSIG is sent when the <em>thread</em> that forked ends, not its process (prctl(2)): a child
/// started from a pool thread would be killed as soon as the pool shrinks.</remarks>
internal sealed class LivingThread : IDisposable
{
    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _thread;

    private LivingThread(ProcessStartInfo start, TaskCompletionSource<Process> started)
    {
        _thread = new Thread(() => Live(start, started)) { IsBackground = true, Name = "anvil owner" };
    }

    public static (LivingThread Thread, Task<Process> Process) Start(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        var owner = new LivingThread(start, started);
        owner._thread.Start();
        return (owner, started.Task);
    }

    public void Dispose()
    {
        _end.Set();
        _thread.Join();
        _end.Dispose();
    }

    private void Live(ProcessStartInfo start, TaskCompletionSource<Process> started)
    {
        try
        {
            started.SetResult(Process.Start(start)!);
        }
        catch (Exception failure)
        {
            started.SetException(failure);
            return;
        }

        _end.Wait();
    }
}
