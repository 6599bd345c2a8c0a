namespace Souk.Indexer.Endpoints;

/// <summary>Spreads requests so that there are no more a second than allowed. Safe for concurrent use.</summary>
/// <remarks>A second's worth may go at once after a pause (generic cell rate algorithm, ITU-T I.371). A batch larger than
/// that goes when the budget is full, and what follows waits for it.</remarks>
/// <param name="requestsPerSecond">Positive.</param>
internal sealed class RateBudget(double requestsPerSecond, TimeProvider time)
{
    /// <summary>What may have been saved up, in seconds of the rate.</summary>
    private const double BurstSeconds = 1;

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private double _paidUntil;

    /// <summary>Waits until so many requests may go.</summary>
    public Task TakeAsync(int count, CancellationToken cancellation)
    {
        double wait;
        lock (_lock)
        {
            double now = time.GetElapsedTime(_start).TotalSeconds;
            double paid = Math.Max(_paidUntil, now);
            // A batch larger than the burst may go when everything before it is paid.
            wait = paid + Math.Min(count / requestsPerSecond, BurstSeconds) - now - BurstSeconds;
            _paidUntil = paid + (count / requestsPerSecond);
        }

        return wait <= 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromSeconds(wait), time, cancellation);
    }
}
