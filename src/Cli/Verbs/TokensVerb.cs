using System.CommandLine;
using System.Globalization;
using System.Text;
using Souk.Cli.Screens;
using Souk.Warehouse.Tokens;

namespace Souk.Cli.Verbs;

/// <summary>`souk tokens list`, `souk tokens show SYSTEM` and `souk tokens schema`: the token registry that ships.</summary>
internal static class TokensVerb
{
    private const string Folder = "tokens";

    private const string Description =
        "What is known of tokens beside their chains: supply, addresses, allocations, funding rounds, investors, sales; each\n"
        + "value with its confidence (exact, reported, assumed, not found) and its source.\n\n"
        + "Examples:\n  souk tokens list\n  souk tokens show masa\n  souk import --table tokens --db demo.duckdb";

    public static Command Create() => new("tokens", Description) { CreateList(), CreateShow(), CreateSchema() };

    private static Command CreateList()
    {
        Option<bool> json = SharedOptions.Json();
        Command list = new(
            "list",
            "The systems of the registry with their tags.\n\nExample:\n  souk tokens list --json"
        )
        {
            json,
        };
        list.SetAction(parsed =>
        {
            IReadOnlyList<TokenFile> files = TokenRegistry.Read(Repository.ListFiles(Folder));
            var rows = files.Select(file => new
            {
                file.System,
                Title = file.Value("profile", "profile", "title"),
                Pillar = file.Value("profile", "profile", "pillar"),
                Direction = file.Value("profile", "profile", "direction"),
                Stage = file.Value("profile", "profile", "stage"),
                Tokens = string.Join(", ", file.Items("tokens")),
                Allocations = file.Items("allocations").Count(),
            });
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonOutput.Of(rows));
                return;
            }

            var table = new RowOutput(RowFormat.Table, Console.Out);
            table.Start(["system", "title", "pillar", "direction", "stage", "tokens", "allocations"]);
            foreach (var row in rows)
            {
                table.Add([row.System, row.Title, row.Pillar, row.Direction, row.Stage, row.Tokens, row.Allocations]);
            }

            table.End();
        });
        return list;
    }

    private static Command CreateShow()
    {
        Argument<string> system = new("SYSTEM") { Description = "As 'souk tokens list' shows it, or a file." };
        Option<bool> json = SharedOptions.Json();
        Command show = new(
            "show",
            "Everything the registry says of a system, value by value.\n\nExample:\n  souk tokens show sahara"
        )
        {
            system,
            json,
        };
        show.SetAction(parsed =>
        {
            string path = Repository.FindFile(parsed.GetRequiredValue(system), Folder);
            TokenFile file = TokenRegistry.Read([path]).Single();
            Console.Out.Write(parsed.GetValue(json) ? JsonOutput.Of(Values(file)) + "\n" : Describe(file));
        });
        return show;
    }

    private static Command CreateSchema()
    {
        Command schema = new(
            "schema",
            "Print the JSON schema of token files, from which editors complete names and show what they mean.\n\n"
                + "Example:\n  souk tokens schema > token.schema.json\nand as first line of a file:\n"
                + "  # yaml-language-server: $schema=token.schema.json"
        );
        schema.SetAction(_ => Console.Write(TokenRegistry.Schema()));
        return schema;
    }

    private static IEnumerable<object> Values(TokenFile file) =>
        from section in file.Sections
        from item in file.Items(section)
        from value in file.Values(section, item)
        select new
        {
            file.System,
            Section = section,
            Item = item,
            value.Field,
            value.Value,
            value.Confidence,
            value.Source,
            value.Line,
        };

    internal static string Describe(TokenFile file)
    {
        var text = new StringBuilder();
        foreach (string section in file.Sections)
        {
            text.Append(CultureInfo.InvariantCulture, $"{section}\n");
            foreach (string item in file.Items(section))
            {
                text.Append(item == section ? "" : $"  {TokenText.Shown(item)}\n");
                foreach (TokenValue value in file.Values(section, item))
                {
                    text.Append(
                        CultureInfo.InvariantCulture,
                        $"    {value.Field, -18} {TokenText.Shown(value.Value ?? "-"), -30} {value.Confidence, -9} {TokenText.Shown(value.Source)}\n"
                    );
                }
            }
        }

        return text.ToString();
    }
}
