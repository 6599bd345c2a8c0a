using Souk.DuckDb;
using Souk.Warehouse.Imports;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Parties;

/// <summary>Takes declared labels of addresses from a CSV file into party.declared_label: all of it or
/// nothing. A label that is replaced keeps its row, with the time at which it stopped being what is known.</summary>
/// <param name="Added">Addresses that had no label.</param>
/// <param name="Replaced">Addresses whose label was another.</param>
/// <param name="Unchanged">Addresses that had this very label; what they keep is the older time of recording.</param>
/// <param name="Duplicates">Rows that repeat an earlier row of the file.</param>
public sealed record LabelImport(int Added, int Replaced, int Unchanged, int Duplicates)
{
    private static readonly string[] s_required = ["address", "entity", "source"];
    private static readonly string[] s_columns = ["address", "entity", "class", "confidence", "source"];

    /// <param name="path">CSV with the columns address, entity and source, and maybe class and confidence (0 to 1).</param>
    /// <param name="recordedAt">Our time, UTC.</param>
    /// <param name="replaces">Whether the file wins over other labels of the same addresses; else they are an error.
    /// </param>
    /// <param name="isDryRun">Check and count, and write nothing.</param>
    /// <exception cref="ImportException">The file cannot be used; nothing was written.</exception>
    public static LabelImport Run(
        DuckDBConnection connection,
        string path,
        DateTime recordedAt,
        bool replaces = false,
        bool isDryRun = false
    )
    {
        (Dictionary<Address, (int Line, AddressLabel Label)> labels, int duplicates) = Read(path);
        Dictionary<Address, AddressLabel> known = ReadKnown(connection);
        List<AddressLabel> added = [];
        List<AddressLabel> replaced = [];
        List<string> problems = [];
        foreach ((int line, AddressLabel label) in labels.Values)
        {
            if (!known.TryGetValue(label.Address, out AddressLabel? before))
            {
                added.Add(label);
            }
            else if (before != label)
            {
                replaced.Add(label);
                problems.Add(
                    $"line {line}: {label.Address} is '{before.Entity}' ({before.Class}, {before.Source}) already. "
                        + "Remove the line, or let the file win with --replace"
                );
            }
        }

        if (problems.Count > 0 && !replaces)
        {
            throw ImportException.Of(path, problems);
        }

        if (!isDryRun)
        {
            Write(connection, replaced, [.. added, .. replaced], recordedAt);
        }

        return new LabelImport(added.Count, replaced.Count, labels.Count - added.Count - replaced.Count, duplicates);
    }

    private static (Dictionary<Address, (int, AddressLabel)> Labels, int Duplicates) Read(string path)
    {
        CsvFile file = CsvFile.Read(path);
        Dictionary<string, int> places = PlaceColumns(path, file.Header);
        Dictionary<Address, (int Line, AddressLabel Label)> labels = [];
        List<string> problems = [];
        int duplicates = 0;
        foreach ((int line, string[] fields) in file.Rows)
        {
            try
            {
                AddressLabel label = AddressLabel.Parse(name =>
                    places.TryGetValue(name, out int place) ? fields[place].Trim() : ""
                );
                if (labels.TryAdd(label.Address, (line, label)))
                {
                    continue;
                }

                (int earlier, AddressLabel other) = labels[label.Address];
                duplicates += other == label ? 1 : 0;
                if (other != label)
                {
                    problems.Add($"line {line}: {label.Address} is on line {earlier} already, with another label");
                }
            }
            catch (FormatException exception)
            {
                problems.Add($"line {line}: {exception.Message}");
            }
        }

        return problems.Count == 0 ? (labels, duplicates) : throw ImportException.Of(path, problems);
    }

    private static Dictionary<string, int> PlaceColumns(string path, IReadOnlyList<string> header)
    {
        string[] names = [.. header.Select(name => name.Trim().ToLowerInvariant())];
        string[] problems =
        [
            .. s_required.Except(names).Select(name => $"line 1: the column '{name}' is missing"),
            .. names
                .Except(s_columns)
                .Select(name => $"line 1: the column '{name}' is none of {string.Join(", ", s_columns)}"),
            .. names
                .GroupBy(name => name)
                .Where(same => same.Count() > 1)
                .Select(same => $"line 1: two columns '{same.Key}'"),
        ];
        return problems.Length == 0
            ? names.Index().ToDictionary(column => column.Item, column => column.Index)
            : throw ImportException.Of(path, problems);
    }

    private static Dictionary<Address, AddressLabel> ReadKnown(DuckDBConnection connection) =>
        connection
            .Query(
                "select address, entity, class, confidence_ppm, source from party.label",
                row => new AddressLabel(
                    new Address(row.GetFieldValue<byte[]>(0)),
                    row.GetString(1),
                    row.GetString(2),
                    row.GetInt32(3),
                    row.GetString(4)
                )
            )
            .ToDictionary(label => label.Address);

    private static void Write(
        DuckDBConnection connection,
        IEnumerable<AddressLabel> replaced,
        IEnumerable<AddressLabel> written,
        DateTime recordedAt
    )
    {
        using DuckDBTransaction write = connection.BeginTransaction();
        foreach (AddressLabel label in replaced)
        {
            connection.Execute(
                "update party.declared_label set superseded_at = $now where address = $address and superseded_at is null",
                ("now", recordedAt),
                ("address", label.Address.ToBytes())
            );
        }

        using (DuckDBAppender appender = connection.CreateAppender("party", "declared_label"))
        {
            foreach (AddressLabel label in written)
            {
                appender
                    .CreateRow()
                    .AppendValue(label.Address.ToBytes())
                    .AppendValue(label.Entity)
                    .AppendValue(label.Class)
                    .AppendValue(label.ConfidencePpm)
                    .AppendValue(label.Source)
                    .AppendValue(recordedAt)
                    .AppendNullValue()
                    .EndRow();
            }
        }

        write.Commit();
    }
}
