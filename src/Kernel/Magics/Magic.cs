namespace Souk.Kernel.Magics;

/// <summary>What a host does with the lines below <c>#!name arguments</c>.</summary>
/// <param name="arguments">The rest of the line.</param>
/// <param name="text">The lines below it, up to the next magic.</param>
/// <param name="cancellation">Cancelled by an interrupt.</param>
/// <returns>What to show; null for nothing.</returns>
public delegate Task<object?> Magic(string arguments, string text, CancellationToken cancellation);
