using System.Text;

namespace Souk.Kernel.Cells;

/// <summary>The console of cells: what they write goes to the cell that writes it; there is nothing to read.</summary>
internal sealed class CellConsole(string stream) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Puts the console of the process in place.</summary>
    public static void Install()
    {
        Console.SetOut(new CellConsole("stdout"));
        Console.SetError(new CellConsole("stderr"));
        Console.SetIn(new NoInput());
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            CellContext.Current?.Output.Write(stream, value);
        }
    }

    // One piece, so that lines of several threads do not mix.
    public override void WriteLine(string? value) => Write(value + "\n");

    public override void WriteLine() => Write("\n");

    private sealed class NoInput : TextReader
    {
        private const string Refusal =
            "This kernel takes no keyboard input. Assign the value to a variable in the cell instead.";

        public override int Read() => throw new NotSupportedException(Refusal);

        public override int Peek() => throw new NotSupportedException(Refusal);

        public override string? ReadLine() => throw new NotSupportedException(Refusal);
    }
}
