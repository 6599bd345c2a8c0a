namespace Souk.LocalChain;

/// <summary>The local chain cannot do what was asked: a part is not installed, the node ended, or a call of the
/// scripted economy was refused. Never worth a retry without a change; the message says which.</summary>
public sealed class LocalChainException(string message, Exception? inner = null) : Exception(message, inner);
