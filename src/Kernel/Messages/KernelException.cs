namespace Souk.Kernel.Messages;

/// <summary>The kernel cannot start, or a message cannot be used; the message says why.</summary>
public sealed class KernelException(string message) : Exception(message);
