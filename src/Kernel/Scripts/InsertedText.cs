using System.Text;

namespace Souk.Kernel.Scripts;

/// <summary>A text with pieces put in, which knows where its own characters were.</summary>
internal sealed class InsertedText
{
    private readonly List<Insertion> _insertions;

    public InsertedText(string original, IEnumerable<Insertion> insertions)
    {
        // Stable: pieces for one place keep their order.
        _insertions = [.. insertions.OrderBy(insertion => insertion.Position)];
        StringBuilder text = new();
        int copied = 0;
        foreach (Insertion insertion in _insertions)
        {
            text.Append(original, copied, insertion.Position - copied).Append(insertion.Text);
            copied = insertion.Position;
        }

        Text = text.Append(original, copied, original.Length - copied).ToString();
    }

    public string Text { get; }

    /// <summary>Where a position was before; for one inside a piece, where the piece was put.</summary>
    public int ToOriginal(int position)
    {
        int added = 0;
        foreach (Insertion insertion in _insertions)
        {
            int start = insertion.Position + added;
            if (position < start)
            {
                break;
            }

            if (position < start + insertion.Text.Length)
            {
                return insertion.Position;
            }

            added += insertion.Text.Length;
        }

        return position - added;
    }
}

/// <param name="Position">In the text before.</param>
internal readonly record struct Insertion(int Position, string Text);
