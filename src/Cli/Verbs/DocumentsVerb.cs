using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Cli.Stages;
using Souk.Indexer.Documents;
using Souk.Indexer.Manifests;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk documents`</summary>
internal static class DocumentsVerb
{
    private const string Description =
        "Fetch the documents that contracts point to, and compare them with their hashes on chain.\n\n"
        + "Manifests say which hosts may be asked (documents: hosts, ipfs_gateway, arweave_gateway); no other host ever is.\n"
        + "Without a manifest nothing is fetched, and what is known is shown. data: URIs need no network.\n\n"
        + "  verified      the document has the hash that the chain, or the IPFS id in its URI, says\n"
        + "  mismatched    it has another\n"
        + "  missing       the server says that there is none\n"
        + "  refused       host, address or media type are not allowed\n"
        + "  too_large     beyond --size-max\n"
        + "  unreachable   no whole answer; the next run asks again\n"
        + "  unverifiable  compressed, encrypted, or without a hash that can be computed\n"
        + "  pending       not asked for yet\n\n"
        + "What was fetched is kept (hashes, size, type; not the document) and not asked for again; everything else is, by\n"
        + "the next run. Ctrl-C loses nothing that came before it.\n\n"
        + "Exit code 5 if a document is mismatched, else 4 if one is unreachable.\n\n"
        + "Examples:\n"
        + "  souk documents --db demo.duckdb\n"
        + "  souk documents ocean.yaml singularitynet.yaml --db demo.duckdb\n"
        + "  souk documents ocean.yaml --db demo.duckdb --again --size-max 1000000 --json";

    /// <summary>Characters of a URI that are shown to people; JSON has all.</summary>
    private const int UriLengthMax = 100;

    public static Command Create()
    {
        Argument<string[]> manifests = new("MANIFEST")
        {
            Description = "Manifests of the systems whose documents to fetch.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string> database = SharedOptions.Database();
        Option<bool> again = new("--again") { Description = "Ask for documents that were fetched before, too." };
        Option<int> limit = Number(
            "--limit",
            DocumentList.EntriesDefault,
            "References to list; the counts are of all."
        );
        Option<int> sizeMax = Number("--size-max", DocumentLimits.SizeBytesMaxDefault, "Bytes a document may have.");
        Option<int> secondsMax = Number("--seconds-max", DocumentLimits.SecondsMaxDefault, "Seconds it may take.");
        Option<bool> json = SharedOptions.Json();
        Command documents = new("documents", Description)
        {
            manifests,
            database,
            again,
            limit,
            sizeMax,
            secondsMax,
            json,
            ProgressScreen.Option,
        };
        documents.SetAction(
            async (parsed, cancellation) =>
            {
                ManifestSet set = ManifestSet.Load(parsed.GetValue(manifests) ?? []);
                var limits = new DocumentLimits
                {
                    SizeBytesMax = Within(parsed, sizeMax, 1, 256 << 20),
                    TimeMax = TimeSpan.FromSeconds(Within(parsed, secondsMax, 1, 3600)),
                };
                int countMax = Within(parsed, limit, 0, int.MaxValue);
                string file = parsed.GetRequiredValue(database);
                using WarehouseFile warehouse =
                    set.Manifests.Count > 0 ? SharedOptions.OpenExisting(file) : SharedOptions.OpenToRead(file);
                if (set.Manifests.Count > 0)
                {
                    bool isAgain = parsed.GetValue(again);
                    ProgressScreen screen = ProgressScreen.From(parsed);
                    await DocumentsStage.RunAsync(set, warehouse, limits, isAgain, screen, cancellation);
                }

                DocumentList list = DocumentList.Read(warehouse.Connection, countMax);
                Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(list) : Describe(list));
                return list.CountOf("mismatched") > 0 ? ExitCode.VerificationFailed
                    : list.CountOf("unreachable") > 0 ? ExitCode.EndpointUnreachable
                    : ExitCode.Success;
            }
        );
        return documents;
    }

    /// <summary>The list for people; what contracts wrote cannot break the terminal.</summary>
    internal static string Describe(DocumentList list)
    {
        if (list.Counts.Count == 0)
        {
            return "No contract points to a document.";
        }

        IEnumerable<string> counts = list.Counts.Select(count =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{count.System, -20}{count.Status, -14}{count.References, 12:N0}"
            )
        );
        IEnumerable<string> entries = list.Entries.Select(entry =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {entry.ChainId}/{entry.Block}/{entry.LogIndex} {entry.Contract} {entry.Status}: {PlainText.Of(entry.Uri, UriLengthMax)} ({entry.Reason})"
            )
        );
        return string.Join('\n', counts.Prepend($"{"system", -20}{"status", -14}{"references", 12}").Concat(entries));
    }

    private static Option<int> Number(string name, int ordinary, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => ordinary,
        };

    private static int Within(ParseResult parsed, Option<int> option, int min, int max) =>
        parsed.GetValue(option) is var value && value >= min && value <= max
            ? value
            : throw new InvalidInputException($"{option.Name} {value} is not between {min} and {max}.");
}
