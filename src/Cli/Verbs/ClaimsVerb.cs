using System.CommandLine;
using System.Globalization;
using System.Text;
using Souk.Cli.Screens;
using Souk.Warehouse.Claims;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk claims`: public statements beside what the warehouse shows.</summary>
internal static class ClaimsVerb
{
    private const string Folder = "claims";

    private const string Description =
        "Public statements with who says them, what that person gains, and a verdict: supported, contradicted, partly\n"
        + "observable, or unobservable. Where a metric bears on a statement it decides, as of the day on which it was made or\n"
        + "by which it shows.\n\n"
        + "Files are those that ship, or others like them (souk claims schema). Revenue that no chain shows is never added to\n"
        + "what a chain shows.\n\n"
        + "Examples:\n  souk claims --db demo.duckdb\n  souk claims --db demo.duckdb --system masa --json\n"
        + "  souk claims my-claims.yaml --db demo.duckdb";

    public static Command Create()
    {
        Argument<string[]> files = SharedOptions.WithoutOptions(
            new Argument<string[]>("FILE")
            {
                Description = "Files of claims; else those that ship.",
                Arity = ArgumentArity.ZeroOrMore,
            }
        );
        Option<string> database = SharedOptions.DatabaseToRead();
        Option<string?> system = new("--system") { Description = "Claims about one system.", HelpName = "SYSTEM" };
        Option<bool> json = SharedOptions.Json();
        Command claims = new("claims", Description) { CreateSchema(), files, database, system, json };
        claims.SetAction(parsed =>
        {
            string[] paths = parsed.GetValue(files) is { Length: > 0 } given ? given : Repository.ListFiles(Folder);
            string? asked = parsed.GetValue(system);
            IReadOnlyList<Claim> read = ClaimRegistry.Read(paths);
            using WarehouseFile warehouse = SharedOptions.OpenToRead(parsed.GetRequiredValue(database));
            CheckedClaim[] found =
            [
                .. read.Where(claim => asked is null || claim.System == asked)
                    .Select(claim => ClaimCheck.Run(warehouse.Connection, claim)),
            ];
            if (found.Length == 0)
            {
                string known = string.Join(", ", read.Select(claim => claim.System).Distinct());
                throw new InvalidInputException($"There is no claim about '{asked}'. There are claims about {known}.");
            }

            Console.Out.Write(
                parsed.GetValue(json)
                    ? JsonOutput.Of(found.Select(Plain)) + "\n"
                    : string.Concat(found.Select(Describe))
            );
        });
        return claims;
    }

    private static Command CreateSchema()
    {
        Command schema = new(
            "schema",
            "Print the JSON schema of files of claims.\n\nExample:\n  souk claims schema > claim.schema.json"
        );
        schema.SetAction(_ => Console.Write(ClaimRegistry.Schema()));
        return schema;
    }

    private static object Plain(CheckedClaim found) =>
        new
        {
            found.Claim.System,
            Claim = found.Claim.Name,
            found.Claim.Statement,
            found.Claim.Date,
            found.Claim.Speaker,
            found.Claim.Interest,
            found.Claim.Relation,
            found.Claim.Value,
            found.Claim.Unit,
            found.Verdict,
            found.IsComputed,
            found.Measured,
            Beside = found.Beside?.Column,
            BesideValue = found.Beside?.Value,
            found.Reason,
            found.Claim.Why,
            found.Claim.Source,
        };

    internal static string Describe(CheckedClaim found)
    {
        Claim claim = found.Claim;
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{claim.System} {claim.Name}: {found.Verdict.ToUpperInvariant()}\n  {claim.Statement}\n  said by {claim.Speaker} ({claim.Interest}), {claim.Date ?? "undated"}; {claim.Source}\n"
        );
        if (found.Measured is { } measured)
        {
            string beside = found.Beside is { } other
                ? string.Create(CultureInfo.InvariantCulture, $"; {other.Column} {other.Value:#,0.######}")
                : "";
            text.Append(
                CultureInfo.InvariantCulture,
                $"  claimed {claim.Relation} {claim.Value:#,0.######} {claim.Unit}; measured {measured:#,0.######}{beside} ({found.Reason})\n"
            );
        }

        return text.Append(CultureInfo.InvariantCulture, $"  {claim.Why}\n").ToString();
    }
}
