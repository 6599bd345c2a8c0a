namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>A square matrix of which only some cells are stored, row after row, columns ascending within a row.</summary>
/// <remarks>
/// A row belongs to a validator, a column to a neuron. A stored zero differs from an absent cell: a weight of zero says
/// that a validator looked at a miner, and Yuma 3 keeps a bond only where it did.
/// </remarks>
/// <typeparam name="T">What a cell holds.</typeparam>
internal sealed class SparseRows<T>
    where T : struct
{
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly T[] _cells;

    private SparseRows(int[] starts, int[] columns, T[] cells)
    {
        _starts = starts;
        _columns = columns;
        _cells = cells;
    }

    /// <summary>Rows, and columns, of the matrix.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>Cells stored.</summary>
    public int CellCount => _starts[^1];

    /// <summary>The column of each stored cell, row after row.</summary>
    public ReadOnlySpan<int> Columns => _columns.AsSpan(0, CellCount);

    /// <summary>The stored cells, row after row.</summary>
    public Span<T> Cells => _cells.AsSpan(0, CellCount);

    /// <summary>A matrix without cells.</summary>
    public static SparseRows<T> Empty(int count) => new(new int[count + 1], [], []);

    /// <summary>The cells of one row.</summary>
    public Span<T> Row(int row) => _cells.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    /// <summary>The columns of the cells of one row.</summary>
    public ReadOnlySpan<int> ColumnsOf(int row) => _columns.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    /// <summary>The cell at a place, or <paramref name="absent"/> where none is stored.</summary>
    public T At(int row, int column, T absent = default)
    {
        int index = ColumnsOf(row).BinarySearch(column);
        return index < 0 ? absent : Row(row)[index];
    }

    /// <summary>A matrix with the same places and other cells.</summary>
    public SparseRows<TOther> Select<TOther>(Func<T, TOther> cell)
        where TOther : struct
    {
        TOther[] cells = new TOther[CellCount];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = cell(_cells[i]);
        }

        return new(_starts, _columns, cells);
    }

    /// <summary>A copy whose cells can be changed without changing this.</summary>
    public SparseRows<T> Copy() => new(_starts, _columns, Cells.ToArray());

    /// <summary>Collects cells row after row.</summary>
    internal sealed class Builder(int count, int cellCapacity = 0)
    {
        private readonly int[] _starts = new int[count + 1];
        private int[] _columns = new int[cellCapacity];
        private T[] _cells = new T[cellCapacity];
        private int _row;
        private int _cellCount;

        /// <summary>Stores a cell of the current row.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The column is outside, or not after the row's last one.</exception>
        public void Add(int column, T cell)
        {
            bool isFirst = _cellCount == _starts[_row];
            if ((uint)column >= (uint)count || (!isFirst && column <= _columns[_cellCount - 1]))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(column),
                    column,
                    $"Columns of row {_row} ascend and lie below {count}."
                );
            }

            if (_cellCount == _cells.Length)
            {
                int capacity = Math.Max(16, _cellCount * 2);
                Array.Resize(ref _columns, capacity);
                Array.Resize(ref _cells, capacity);
            }

            _columns[_cellCount] = column;
            _cells[_cellCount++] = cell;
        }

        /// <summary>Ends the current row.</summary>
        public void EndRow() => _starts[++_row] = _cellCount;

        /// <summary>The matrix; rows that were not ended are empty.</summary>
        public SparseRows<T> Build()
        {
            Array.Fill(_starts, _cellCount, _row + 1, count - _row);
            return new(_starts, _columns, _cells);
        }
    }
}
