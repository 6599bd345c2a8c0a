using System.Globalization;
using System.Reflection;
using Souk.DuckDb;

namespace Souk.Warehouse.Storage;

/// <summary>The numbered schema files of this build, and which of them a warehouse has.</summary>
internal static class SchemaMigrations
{
    private const string Folder = "Schema/";

    /// <summary>Applies what is missing, all or nothing.</summary>
    /// <param name="newest">The last file to apply; null for all that this build knows.</param>
    /// <exception cref="WarehouseException">The warehouse has migrations that this build does not know.</exception>
    public static void Apply(DuckDBConnection connection, string source, int? newest = null)
    {
        int stored = ReadVersion(connection, source);
        int last = newest ?? ReadKnown().Keys.LastOrDefault();
        RequireKnown(stored, last, source);
        if (stored == last)
        {
            return;
        }

        if (stored == 0 && newest is null && SchemaTemplate.CopyInto(connection))
        {
            return;
        }

        ApplyEach(connection, stored, last);
    }

    /// <exception cref="WarehouseException">A version that this build does not know.</exception>
    public static void RequireKnown(int stored, string source) =>
        RequireKnown(stored, ReadKnown().Keys.LastOrDefault(), source);

    /// <summary>Applies what follows one version, up to another, in one write.</summary>
    /// <param name="stored">The version that the warehouse has; 0 if it is empty.</param>
    /// <param name="last">The last file to apply; null for all that this build knows.</param>
    public static void ApplyEach(DuckDBConnection connection, int stored = 0, int? last = null)
    {
        using DuckDBTransaction write = connection.BeginTransaction();
        connection.Execute(
            "create table if not exists schema_version (version integer not null, name varchar not null)"
        );
        foreach (
            (int version, string name) in ReadKnown()
                .Where(migration => migration.Key > stored && !(migration.Key > last))
        )
        {
            connection.Execute(ReadText(name));
            connection.Execute(
                "insert into schema_version values ($version, $name)",
                ("version", version),
                ("name", name[Folder.Length..])
            );
        }

        write.Commit();
    }

    /// <summary>Of a copy, which cannot be brought up to date.</summary>
    /// <exception cref="WarehouseException">It has other migrations than this build.</exception>
    public static void RequireCurrent(DuckDBConnection connection, string source)
    {
        int stored = ReadVersion(connection, source);
        int last = ReadKnown().Keys.LastOrDefault();
        if (stored != last)
        {
            throw new WarehouseException(
                $"Warehouse {source} is held by a build of schema {stored}; this build knows {last}. Use the same build."
            );
        }
    }

    /// <summary>The text of every schema file, oldest first.</summary>
    public static IEnumerable<string> ReadTexts() => ReadKnown().Values.Select(ReadText);

    private static void RequireKnown(int stored, int last, string source)
    {
        if (stored > last)
        {
            throw new WarehouseException(
                $"Warehouse {source} has schema {stored}; this build knows {last}. Use a newer build, or another file."
            );
        }
    }

    private static int ReadVersion(DuckDBConnection connection, string source)
    {
        const string TableCount =
            "select count(*) from information_schema.tables where table_schema not in ('information_schema', 'pg_catalog')";
        if (connection.Scalar<long>(TableCount) == 0)
        {
            return 0;
        }

        const string IsVersioned = "select count(*) from information_schema.tables where table_name = 'schema_version'";
        return connection.Scalar<long>(IsVersioned) > 0
            ? connection.Scalar<int>("select coalesce(max(version), 0)::integer from schema_version")
            : throw new WarehouseException(
                $"Warehouse {source} holds tables that are not ours. Name another file; this one is unchanged."
            );
    }

    private static SortedDictionary<int, string> ReadKnown()
    {
        SortedDictionary<int, string> known = [];
        foreach (string name in Assembly.GetExecutingAssembly().GetManifestResourceNames())
        {
            if (name.StartsWith(Folder, StringComparison.Ordinal))
            {
                string digits = name[Folder.Length..].Split('_')[0];
                known.Add(int.Parse(digits, CultureInfo.InvariantCulture), name);
            }
        }

        return known;
    }

    private static string ReadText(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
