namespace Souk.Warehouse.Values;

/// <summary>Blocks from <see cref="From"/> to <see cref="To"/>, both included; never empty.</summary>
public readonly record struct BlockRange
{
    public BlockRange(long from, long to)
    {
        if (from < 0 || to < from)
        {
            throw new ArgumentException($"Blocks {from} to {to} are not a range.");
        }

        From = from;
        To = to;
    }

    public long From { get; }

    public long To { get; }

    public long Count => To - From + 1;

    public override string ToString() => $"{From}..{To}";
}
