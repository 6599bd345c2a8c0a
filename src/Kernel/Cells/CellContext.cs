namespace Souk.Kernel.Cells;

/// <summary>One run of one cell: where its output goes, and whether it was interrupted.</summary>
/// <remarks>It flows with the cell's tasks and threads, so what a cell leaves in the background keeps writing to that
/// cell and is stopped with that cell only.</remarks>
internal sealed class CellContext(ICellOutput output) : IDisposable
{
    private const int RunningState = 0;
    private const int InterruptedState = 1;
    private const int EndedState = 2;

    private static readonly TimeSpan _afterlife = TimeSpan.FromSeconds(1);
    private static readonly AsyncLocal<CellContext?> _flow = new();
    private static volatile CellContext? _latest;

    private readonly CancellationTokenSource _interruption = new();
    private readonly TaskCompletionSource _interrupted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    /// <summary>The cell that the calling code belongs to; else the latest that ran; null before the first.</summary>
    public static CellContext? Current => _flow.Value ?? _latest;

    public ICellOutput Output => output;

    public bool IsInterrupted => _interrupted.Task.IsCompleted;

    /// <summary>Cancelled by an interrupt of this cell.</summary>
    public CancellationToken Interruption => _interruption.Token;

    /// <summary>Ends with an interrupt.</summary>
    public Task Interrupted => _interrupted.Task;

    /// <summary>Makes the calling thread, and what it starts from now on, belong to this cell.</summary>
    public void Enter()
    {
        _flow.Value = this;
        _latest = this;
    }

    /// <summary>Asks the cell to stop: its loops throw, its token is cancelled. Does nothing a second time, or once the
    /// cell has ended.</summary>
    public void Interrupt()
    {
        if (Interlocked.CompareExchange(ref _state, InterruptedState, RunningState) == RunningState)
        {
            Interrupts.Arm();
            _interrupted.SetResult();
            // Callbacks of the cell's own code must not hold up the caller.
            _ = _interruption.CancelAsync();
        }
    }

    /// <summary>Called once the cell has ended. What an interrupted cell left in the background is stopped a while
    /// longer.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _state, EndedState) == InterruptedState)
        {
            _ = Task.Delay(_afterlife).ContinueWith(_ => Interrupts.Disarm(), TaskScheduler.Default);
        }
    }

    /// <summary>Throws in code that belongs to an interrupted cell.</summary>
    internal static void ThrowIfInterrupted()
    {
        if (_flow.Value is { IsInterrupted: true } cell)
        {
            throw new CellInterruptedException(cell.Interruption);
        }
    }
}
