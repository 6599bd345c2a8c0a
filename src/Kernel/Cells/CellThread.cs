namespace Souk.Kernel.Cells;

/// <summary>Runs a cell on a thread of its own, and stops it when its user interrupts it.</summary>
/// <remarks>
/// An interrupt works in steps, each a little later than the one before: loops, lambdas and the cell's token end by
/// themselves; a blocking wait is woken; a cell that only awaits is left behind. Library code that asks nobody runs on:
/// the cell says so and stays busy, and only a restart ends it. (The runtime can abort a thread, but dies of it.)
/// </remarks>
internal static class CellThread
{
    internal const string UnstoppableNote =
        "The cell does not stop: it is inside library code that cannot be interrupted. Wait for it, or restart the kernel.\n";

    internal const string LeftBehindNote =
        "The cell was left behind while it awaited; what it awaits may go on in the background. Restart the kernel to end it.\n";

    private const int StackBytes = 16 << 20;

    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs a cell until it ends or is stopped.</summary>
    /// <exception cref="CellInterruptedException">It was interrupted.</exception>
    public static async Task<object?> RunAsync(CellContext cell, Func<Task<object?>> body)
    {
        TaskCompletionSource<Task<object?>> start = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread thread = new(() => Start(cell, body, start), StackBytes) { IsBackground = true };
        thread.Start();
        Task<object?> whole = WholeAsync(cell, start.Task);
        if (await Task.WhenAny(whole, cell.Interrupted) != whole)
        {
            await StopAsync(cell, thread, start.Task, whole);
        }

        return await EndAsync(cell, whole);
    }

    private static void Start(CellContext cell, Func<Task<object?>> body, TaskCompletionSource<Task<object?>> start)
    {
        try
        {
            cell.Enter();
            start.SetResult(body());
        }
        catch (Exception exception)
        {
            start.SetException(exception);
        }
    }

    private static async Task<object?> WholeAsync(CellContext cell, Task<Task<object?>> start)
    {
        try
        {
            return await await start;
        }
        finally
        {
            cell.Dispose();
        }
    }

    private static async Task StopAsync(CellContext cell, Thread thread, Task<Task<object?>> start, Task<object?> whole)
    {
        if (await EndsAsync(whole))
        {
            return;
        }

        if (!start.IsCompleted)
        {
            thread.Interrupt();
        }

        if (!await EndsAsync(whole) && !start.IsCompleted)
        {
            cell.Output.Write("stderr", UnstoppableNote);
            await Task.WhenAny(start);
            await EndsAsync(whole);
        }
    }

    private static async Task<bool> EndsAsync(Task whole) => await Task.WhenAny(whole, Task.Delay(_step)) == whole;

    private static async Task<object?> EndAsync(CellContext cell, Task<object?> whole)
    {
        if (!whole.IsCompleted)
        {
            cell.Output.Write("stderr", LeftBehindNote);
            // Its failure, should it come, has nobody to tell.
            _ = whole.ContinueWith(late => late.Exception, TaskScheduler.Default);
            throw new CellInterruptedException(cell.Interruption);
        }

        try
        {
            return await whole;
        }
        catch (Exception exception) when (cell.IsInterrupted && exception is not CellInterruptedException)
        {
            throw new CellInterruptedException(cell.Interruption);
        }
    }
}
