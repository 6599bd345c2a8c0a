using System.Security.Cryptography;
using Souk.Kernel.Cells;
using Souk.Kernel.Displays;

namespace Souk.Kernel.Notebooks;

/// <summary>A value that is shown and can be replaced in place, from any cell.</summary>
public sealed class DisplayedValue
{
    private const int IdDigits = 32;

    private DisplayedValue() { }

    /// <summary>Names the place in the notebook.</summary>
    public string Id { get; } = RandomNumberGenerator.GetHexString(IdDigits, lowercase: true);

    /// <summary>Shows another value in the same place.</summary>
    public void Update(object? value) => Send(value, isUpdate: true);

    internal static DisplayedValue Show(object? value)
    {
        DisplayedValue shown = new();
        shown.Send(value, isUpdate: false);
        return shown;
    }

    private void Send(object? value, bool isUpdate) =>
        CellContext.Current?.Output.Display(Formatters.Format(value), Id, isUpdate);
}
