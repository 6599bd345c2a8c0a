using Souk.Kernel.Cells;
using Souk.Kernel.Notebooks;

namespace Souk.Kernel.Tests.Cells;

public class CellThreadTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_cell_that_does_not_stop_says_so_and_stays_busy_until_it_ends()
    {
        RecordedOutput output = new();
        CellContext cell = new(output);
        bool isReleased = false;
        Task<object?> running = CellThread.RunAsync(
            cell,
            () =>
            {
                // Asks nobody and blocks nowhere, as native code does.
                while (!Volatile.Read(ref isReleased)) { }
                return Task.FromResult<object?>("ended");
            }
        );
        cell.Interrupt();
        while (output.Text.Length == 0)
        {
            await Task.Delay(millisecondsDelay: 10);
        }

        bool wasBusy = !running.IsCompleted;
        Volatile.Write(ref isReleased, true);

        wasBusy.ShouldBeTrue();
        output.Text.ShouldContain("restart the kernel");
        (await running.WaitAsync(_patience)).ShouldBe("ended");
    }

    [Fact]
    public async Task What_an_interrupted_cell_left_behind_is_stopped_and_another_cell_is_not()
    {
        CellContext first = new(new RecordedOutput());
        CellContext second = new(new RecordedOutput());
        Task left = Task.CompletedTask;
        Task running = CellThread.RunAsync(
            first,
            async () =>
            {
                left = Task.Run(Spin);
                await left;
                return null;
            }
        );
        first.Interrupt();

        await Should.ThrowAsync<OperationCanceledException>(() => running.WaitAsync(_patience));
        object? value = await CellThread.RunAsync(
            second,
            () =>
            {
                Interrupts.Poll();
                return Task.FromResult<object?>("ran");
            }
        );

        value.ShouldBe("ran");
        await Should.ThrowAsync<OperationCanceledException>(() => left.WaitAsync(_patience));
    }

    [Fact]
    public async Task A_cell_that_swallows_the_interrupt_of_its_token_counts_as_interrupted()
    {
        CellContext cell = new(new RecordedOutput());
        Task running = CellThread.RunAsync(
            cell,
            async () =>
            {
                await Task.Delay(-1, cell.Interruption);
                return null;
            }
        );

        cell.Interrupt();

        await Should.ThrowAsync<OperationCanceledException>(() => running.WaitAsync(_patience));
    }

    [Fact]
    public async Task A_progress_bar_is_drawn_when_its_percentage_changes()
    {
        RecordedOutput output = new();
        await CellThread.RunAsync(
            new CellContext(output),
            () =>
            {
                ProgressBar bar = Notebook.progress(total: 1_000, "blocks");
                for (int step = 0; step < 1_000; step++)
                {
                    bar.Step();
                }

                return Task.FromResult<object?>(null);
            }
        );

        output.Shown.Count.ShouldBe(101);
        output.Shown[0].ShouldBe(("blocks 0 %", false));
        output.Shown[100].ShouldBe(("blocks 100 %", true));
    }

    private static void Spin()
    {
        while (true)
        {
            Interrupts.Poll();
        }
    }
}
