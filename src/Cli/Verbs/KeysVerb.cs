using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Dashboards.Access;

namespace Souk.Cli.Verbs;

/// <summary>`souk keys new|list|revoke`: keys of a server that listens beyond this machine.</summary>
internal static class KeysVerb
{
    public static Command Create() =>
        new(
            "keys",
            "Keys that open a server. The file holds salted hashes; a key's text is shown once.\n\nExamples:\n"
                + "  souk keys new --file keys.json --scope read --note \"the analyst's notebook\"\n"
                + "  souk keys new --file keys.json --scope sql --scope simulate\n"
                + "  souk keys list --file keys.json\n  souk keys revoke --file keys.json 1a2b3c4d"
        )
        {
            CreateNew(),
            CreateList(),
            CreateRevoke(),
        };

    private static Command CreateNew()
    {
        Option<string> file = File();
        Option<string[]> scopes = new("--scope")
        {
            Description = "read, simulate or sql; the last two include read. May be repeated.",
            HelpName = "SCOPE",
            DefaultValueFactory = _ => ["read"],
        };
        Option<string> note = new("--note")
        {
            Description = "For whom it is.",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "",
        };
        Command verb = new("new", "Make a key and print it, once.") { file, scopes, note };
        verb.SetAction(parsed =>
            Console.WriteLine(
                KeyFile.Add(
                    parsed.GetRequiredValue(file),
                    AccessScopes.Parse(parsed.GetValue(scopes)!),
                    parsed.GetValue(note)!,
                    Now()
                )
            )
        );
        return verb;
    }

    private static Command CreateList()
    {
        Option<string> file = File();
        Command verb = new("list", "List keys without their secrets.") { file };
        verb.SetAction(parsed =>
        {
            foreach (ApiKey key in KeyFile.Open(parsed.GetRequiredValue(file)).Keys)
            {
                string state = key.RevokedAt is { } time ? $"revoked {Day(time)}" : "opens";
                Console.WriteLine(
                    $"{key.Id}  {Day(key.CreatedAt)}  {state}  {string.Join('+', key.Scopes)}  {TokenText.Shown(key.Note)}".TrimEnd()
                );
            }
        });
        return verb;
    }

    private static Command CreateRevoke()
    {
        Option<string> file = File();
        Argument<string> id = new("ID") { Description = "The key's eight digits." };
        Command verb = new("revoke", "Revoke a key; a server that runs refuses it from its next request on.")
        {
            file,
            id,
        };
        verb.SetAction(parsed => KeyFile.Revoke(parsed.GetRequiredValue(file), parsed.GetRequiredValue(id), Now()));
        return verb;
    }

    private static Option<string> File() =>
        new("--file")
        {
            Description = "The key file.",
            HelpName = "FILE",
            DefaultValueFactory = _ => "keys.json",
        };

    private static DateTime Now() => TimeProvider.System.GetUtcNow().UtcDateTime;

    private static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
