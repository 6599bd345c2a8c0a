using Souk.Kernel.Displays;

namespace Souk.Kernel.Cells;

/// <summary>Where a cell's text and values go. Called from any thread.</summary>
internal interface ICellOutput
{
    /// <param name="stream"><c>stdout</c> or <c>stderr</c>.</param>
    void Write(string stream, string text);

    /// <param name="displayId">The name by which the value can be shown anew.</param>
    /// <param name="isUpdate">Replaces what was shown under that name.</param>
    void Display(MimeBundle value, string displayId, bool isUpdate);
}
