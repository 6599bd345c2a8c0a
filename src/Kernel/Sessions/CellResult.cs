using Souk.Kernel.Displays;

namespace Souk.Kernel.Sessions;

/// <summary>How a cell ended.</summary>
/// <param name="Value">What its last expression gives to show; null for nothing.</param>
/// <param name="Error">Null when it succeeded.</param>
internal sealed record CellResult(MimeBundle? Value, CellFailure? Error);

/// <param name="Name">The kind of failure, such as the type of the exception.</param>
/// <param name="Traceback">Lines to show.</param>
internal sealed record CellFailure(string Name, string Message, IReadOnlyList<string> Traceback);
