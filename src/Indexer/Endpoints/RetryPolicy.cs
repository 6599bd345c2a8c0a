namespace Souk.Indexer.Endpoints;

/// <summary>How often what failed for a passing reason is repeated: each time after twice the wait.</summary>
public sealed class RetryPolicy(TimeProvider time, TimeSpan firstDelay)
{
    /// <summary>Attempts in all, the first included.</summary>
    public const int AttemptsMax = 5;

    /// <summary>Longest wait between two attempts, unless the endpoint asks for a longer one.</summary>
    public static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait that an endpoint may ask for: one that asks for more is asked again after this.</summary>
    public static readonly TimeSpan RetryAfterMax = TimeSpan.FromSeconds(60);

    public static readonly TimeSpan FirstDelayDefault = TimeSpan.FromMilliseconds(250);

    public TimeProvider Time => time;

    /// <summary>Waits as after the given number of failures.</summary>
    public Task WaitAsync(int failureCount, TimeSpan? retryAfter, CancellationToken cancellation)
    {
        TimeSpan delay = firstDelay * Math.Pow(2, failureCount - 1);
        delay = delay < DelayMax ? delay : DelayMax;
        TimeSpan asked =
            retryAfter is { } after && after < RetryAfterMax ? after
            : retryAfter is null ? delay
            : RetryAfterMax;
        return Task.Delay(asked > delay ? asked : delay, time, cancellation);
    }
}
