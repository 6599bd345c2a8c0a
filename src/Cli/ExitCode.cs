namespace Souk.Cli;

/// <summary>What the process returns, stable so that scripts can rely on it.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int Usage = 2;
    public const int InvalidInput = 3;
    public const int EndpointUnreachable = 4;
    public const int VerificationFailed = 5;
    public const int Cancelled = 130;
}
