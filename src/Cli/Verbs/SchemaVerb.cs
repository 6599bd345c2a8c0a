using System.CommandLine;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk schema`: the tables of a warehouse in words.</summary>
internal static class SchemaVerb
{
    public static Command Create()
    {
        Command schema = new(
            "schema",
            "Print the tables of a warehouse with what they are for, as Markdown (docs/SCHEMA.md).\n\nExample:\n  souk schema | less"
        );
        schema.SetAction(_ => Console.Write(SchemaDocument.Markdown()));
        return schema;
    }
}
