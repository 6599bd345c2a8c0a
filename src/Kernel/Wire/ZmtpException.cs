namespace Souk.Kernel.Wire;

/// <summary>A peer broke the ZeroMQ transport protocol or a limit of ours. Its connection ends; the socket lives.</summary>
internal sealed class ZmtpException(string message) : Exception(message);
