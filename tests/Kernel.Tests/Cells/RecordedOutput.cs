using System.Text;
using Souk.Kernel.Cells;
using Souk.Kernel.Displays;

namespace Souk.Kernel.Tests.Cells;

/// <summary>Keeps what a cell shows.</summary>
internal sealed class RecordedOutput : ICellOutput
{
    private readonly StringBuilder _text = new();

    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    public List<(string Text, bool IsUpdate)> Shown { get; } = [];

    public void Write(string stream, string text)
    {
        lock (_text)
        {
            _text.Append(text);
        }
    }

    public void Display(MimeBundle value, string displayId, bool isUpdate) =>
        Shown.Add((value.Formats[Mime.Text].ToString(), isUpdate));
}
