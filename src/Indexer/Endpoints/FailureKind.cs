using System.Net;
using Souk.Indexer.Rpc;

namespace Souk.Indexer.Endpoints;

/// <summary>What a failed call says of the endpoint.</summary>
internal enum FailureKind
{
    /// <summary>It is in trouble, or refuses us.</summary>
    Trouble,

    /// <summary>Too many calls.</summary>
    Throttled,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>A hash shows its answer to be false.</summary>
    Disproved,

    /// <summary>It has not got the block: it lags, dropped it, or pruned it.</summary>
    Absent,

    /// <summary>It does not serve such calls.</summary>
    Unserved,

    /// <summary>It would answer a smaller question.</summary>
    TooLarge,

    /// <summary>Nothing: the contract that it ran failed.</summary>
    Reverted,
}

internal static class FailureKinds
{
    public static FailureKind Of(RpcException failure) =>
        failure.Code == (int)HttpStatusCode.TooManyRequests || RpcRateLimit.IsMeantBy(failure.Code, failure.Message)
            ? FailureKind.Throttled
        : failure.IsTimeout ? FailureKind.TimedOut
        : failure.IsDisproved ? FailureKind.Disproved
        : failure.IsAbsent || AbsentBlock.IsCauseOf(failure) ? FailureKind.Absent
        : TooLargeReply.IsCauseOf(failure) ? FailureKind.TooLarge
        : !failure.IsTransient && FailedCall.IsCauseOf(failure) ? FailureKind.Reverted
        : UnservedCall.IsCauseOf(failure) ? FailureKind.Unserved
        : FailureKind.Trouble;

    public static CallEnd EndOf(this FailureKind kind) =>
        kind is FailureKind.Throttled or FailureKind.TimedOut ? CallEnd.Overload : CallEnd.Other;
}
