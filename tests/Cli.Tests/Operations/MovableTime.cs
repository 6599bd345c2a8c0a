namespace Souk.Cli.Tests.Operations;

/// <summary>Time that stands still until it is told to pass.</summary>
internal sealed class MovableTime : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
