using System.Text;
using System.Text.Unicode;
using Souk.DuckDb;
using Souk.Indexer.Decoding;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Writes one parameter of many logs into a chunk: words straight from bytes to columns, arrays and tuples by
/// way of <see cref="AbiDecoder"/>.</summary>
/// <remarks>Stores what <see cref="EventColumn.Append"/> stores of the decoded value.</remarks>
internal static class EventColumnWriter
{
    /// <param name="at">The parameter's column in the table; its wide column follows.</param>
    /// <param name="rows">Logs that <see cref="EventLayout.Check"/> has passed.</param>
    public static void Write(DuckDBAppenderChunk chunk, int at, EventColumn column, in EventRows rows)
    {
        ParameterPlace place = column.Place!;
        switch (place.Type.Kind)
        {
            case AbiKind.Address:
                WriteAddresses(rows.WordsAt(place), chunk.Column<int>(at), rows.Addresses);
                break;
            case AbiKind.Bool:
                WriteFlags(rows.WordsAt(place), chunk.Column<bool>(at));
                break;
            case AbiKind.Unsigned when column.WideName is null:
                WriteUnsigned(rows.WordsAt(place), chunk.Column<ulong>(at));
                break;
            case AbiKind.Signed when column.WideName is null:
                WriteSigned(rows.WordsAt(place), chunk.Column<long>(at));
                break;
            case AbiKind.Unsigned or AbiKind.Signed:
                WriteAmounts(rows.WordsAt(place), place.Type.Kind == AbiKind.Signed, chunk, at);
                break;
            case AbiKind.FixedBytes:
                WriteFixedBytes(rows.WordsAt(place), place.Type.Size, chunk, at);
                break;
            case AbiKind.Bytes or AbiKind.String:
                WriteTails(rows, place, chunk, at);
                break;
            default:
                WriteFrames(rows, place, chunk, at);
                break;
        }
    }

    private static void WriteAddresses(ReadOnlySpan<Hash32> words, Span<int> ids, IdDictionary<Address> addresses)
    {
        for (int row = 0; row < words.Length; row++)
        {
            ids[row] = addresses.IdOf(Address.FromWord(words[row]));
        }
    }

    private static void WriteFlags(ReadOnlySpan<Hash32> words, Span<bool> flags)
    {
        for (int row = 0; row < words.Length; row++)
        {
            flags[row] = words[row].Low != 0;
        }
    }

    private static void WriteUnsigned(ReadOnlySpan<Hash32> words, Span<ulong> numbers)
    {
        for (int row = 0; row < words.Length; row++)
        {
            numbers[row] = (ulong)words[row].Low;
        }
    }

    private static void WriteSigned(ReadOnlySpan<Hash32> words, Span<long> numbers)
    {
        for (int row = 0; row < words.Length; row++)
        {
            numbers[row] = (long)unchecked((Int128)words[row].Low);
        }
    }

    /// <summary>Below the limit as a number, else as the word itself in the wide column.</summary>
    private static void WriteAmounts(ReadOnlySpan<Hash32> words, bool isSigned, DuckDBAppenderChunk chunk, int at)
    {
        var limit = (UInt128)EventColumn.AmountLimit;
        Span<Int128> amounts = chunk.Column<Int128>(at);
        chunk.SetAllNull(at + 1);
        for (int row = 0; row < words.Length; row++)
        {
            Hash32 word = words[row];
            bool isNegative = isSigned && word.High >> 127 != 0;
            Hash32 magnitude = isNegative ? Negate(word) : word;
            if (magnitude.High == 0 && magnitude.Low < limit)
            {
                amounts[row] = isNegative ? -(Int128)magnitude.Low : (Int128)magnitude.Low;
            }
            else
            {
                chunk.SetNull(at, row);
                chunk.SetValid(at + 1, row);
                WriteBytes(word, Hash32.ByteCount, chunk, at + 1, row);
            }
        }
    }

    private static void WriteFixedBytes(ReadOnlySpan<Hash32> words, int byteCount, DuckDBAppenderChunk chunk, int at)
    {
        for (int row = 0; row < words.Length; row++)
        {
            WriteBytes(words[row], byteCount, chunk, at, row);
        }
    }

    private static void WriteTails(in EventRows rows, ParameterPlace place, DuckDBAppenderChunk chunk, int at)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            var reader = new AbiReader(rows.DataOf(row));
            int tail = reader.ReadOffset(place.Type, place.Offset, frame: 0);
            ReadOnlySpan<byte> bytes = reader.ReadBytes(place.Type, tail);
            bool isText = place.Type.Kind == AbiKind.String && !Utf8.IsValid(bytes);
            // As in AbiDecoder: what is not UTF-8 becomes U+FFFD.
            chunk.SetBytes(at, row, isText ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes)) : bytes);
        }
    }

    private static void WriteFrames(in EventRows rows, ParameterPlace place, DuckDBAppenderChunk chunk, int at)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            var reader = new AbiReader(rows.DataOf(row));
            object[] values = (object[])AbiDecoder.ReadMember(ref reader, place.Type, place.Offset, frame: 0);
            chunk.SetBytes(at, row, Encoding.UTF8.GetBytes(EventColumn.ToJson(values)));
        }
    }

    private static void WriteBytes(Hash32 word, int byteCount, DuckDBAppenderChunk chunk, int at, int row)
    {
        Span<byte> bytes = stackalloc byte[Hash32.ByteCount];
        word.CopyTo(bytes);
        chunk.SetBytes(at, row, bytes[..byteCount]);
    }

    /// <summary>Two's complement over 256 bits.</summary>
    private static Hash32 Negate(Hash32 word) =>
        unchecked(new Hash32(~word.High + (word.Low == 0 ? UInt128.One : UInt128.Zero), ~word.Low + 1));
}
