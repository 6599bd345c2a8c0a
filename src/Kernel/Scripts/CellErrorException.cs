namespace Souk.Kernel.Scripts;

/// <summary>A cell cannot run as it is written: it does not compile, or asks for what is not there.</summary>
/// <param name="name">The kind of error, as a front end shows it.</param>
/// <param name="details">Lines that show where.</param>
internal sealed class CellErrorException(string name, string message, IReadOnlyList<string> details)
    : Exception(message)
{
    public string Name => name;

    public IReadOnlyList<string> Details => details;
}
