using System.CommandLine;
using System.Globalization;
using Souk.Cli.Crates;
using Souk.Cli.Notebooks;
using Souk.Research.Notebooks;

namespace Souk.Cli.Verbs;

/// <summary>`souk pack` and `souk unpack`: a study that others can run again, as an RO-Crate.</summary>
internal static class PackVerb
{
    public static Command CreatePack()
    {
        Argument<string> study = new("STUDY")
        {
            Description = "A study's C# file, such as notebooks/02-supply-reconciliation.cs.",
        };
        Option<string> output = new("--out")
        {
            Description = "The folder to write; it must not exist yet.",
            HelpName = "DIR",
            Required = true,
        };
        Option<string[]> author = new("--author")
        {
            Description =
                "Who is cited, such as \"Ada Lovelace <ada@example.org>\"; without it git's user.name. May be repeated.",
            HelpName = "NAME",
        };
        Option<string[]> with = new("--with")
        {
            Description =
                "A file or folder that the study opens beside the sample and the scenarios that ship, such as your own snapshot "
                + "or scenario. It lies in the crate where it lies beside the study. May be repeated.",
            HelpName = "PATH",
        };
        Command pack = new(
            "pack",
            "Pack a study as an RO-Crate: program, notebook, data, scenarios, its output, provenance (PROV), licence and citation.\n\n"
                + "Examples:\n  souk pack notebooks/02-supply-reconciliation.cs --out supply-crate\n"
                + "  souk pack mine/study.cs --with mine/snapshot --with mine/scenario.yaml --out my-crate"
        )
        {
            study,
            output,
            author,
            with,
        };
        pack.SetAction(
            async (parsed, cancellation) =>
            {
                string crate = parsed.GetRequiredValue(output);
                IReadOnlyList<CrateAuthor> authors = CrateAuthor.Of(parsed.GetValue(author) ?? []);
                string program = parsed.GetRequiredValue(study);
                await PackAsync(program, crate, authors, parsed.GetValue(with) ?? [], cancellation);
                Console.WriteLine(crate);
                return ExitCode.Success;
            }
        );
        return pack;
    }

    public static Command CreateUnpack()
    {
        Argument<string> folder = new("CRATE") { Description = "The folder that souk pack wrote." };
        Option<bool> verify = new("--verify") { Description = "Run the study again and compare what it says." };
        Command unpack = new(
            "unpack",
            "Check a packed study: every file against its hash and, with --verify, its output against a new run.\n"
                + "A study is a program: verify only those whose author you trust. Exit code 5 where something differs.\n\n"
                + "Example:\n  souk unpack supply-crate --verify"
        )
        {
            folder,
            verify,
        };
        unpack.SetAction(
            async (parsed, cancellation) =>
                await UnpackAsync(parsed.GetRequiredValue(folder), parsed.GetValue(verify), cancellation)
        );
        return unpack;
    }

    private static async Task PackAsync(
        string program,
        string crate,
        IReadOnlyList<CrateAuthor> authors,
        IReadOnlyList<string> companions,
        CancellationToken cancellation
    )
    {
        if (!File.Exists(program))
        {
            throw new InvalidInputException($"There is no study {program}.");
        }

        if (Directory.Exists(crate) || File.Exists(crate))
        {
            throw new InvalidInputException($"{crate} exists already. Name a new folder.");
        }

        try
        {
            await WriteAsync(program, crate, authors, companions, cancellation);
        }
        catch
        {
            if (Directory.Exists(crate))
            {
                Directory.Delete(crate, recursive: true);
            }

            throw;
        }
    }

    private static async Task WriteAsync(
        string program,
        string crate,
        IReadOnlyList<CrateAuthor> authors,
        IReadOnlyList<string> companions,
        CancellationToken cancellation
    )
    {
        string text = File.ReadAllText(program);
        string study = "notebooks/" + Path.GetFileName(program);
        CrateCompanions.Copy(companions, program, crate);
        Directory.CreateDirectory(Path.Combine(crate, "notebooks"));
        File.Copy(program, Path.Combine(crate, study));
        File.WriteAllText(
            Path.ChangeExtension(Path.Combine(crate, study), ".ipynb"),
            StudyFile.ToNotebook(program, text)
        );
        foreach (string shipped in new[] { "samples", "scenarios" })
        {
            CrateCompanions.CopyFolder(
                Path.Combine(Repository.Root, "data", shipped),
                Path.Combine(crate, "data", shipped)
            );
        }

        File.Copy(Path.Combine(Repository.Root, "LICENSE"), Path.Combine(crate, "LICENSE"));
        string title =
            text.Split('\n').FirstOrDefault(line => line.StartsWith("// # ", StringComparison.Ordinal))?[5..].Trim()
            ?? study;
        File.WriteAllText(Path.Combine(crate, "CITATION.cff"), Citation(title, authors));
        (string said, string? failure) = await CrateStudy.RunAsync(crate, study, cancellation);
        File.WriteAllText(
            Path.Combine(crate, Crate.Transcript),
            failure is null ? said : throw new InvalidInputException(failure)
        );
        CrateProvenance.Write(crate, study, authors);
        DateOnly today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        Crate.Describe(crate, study, title, authors, Study.SoukVersion, today);
    }

    private static async Task<int> UnpackAsync(string crate, bool isVerifying, CancellationToken cancellation)
    {
        (string study, IReadOnlyList<string> faults) = Crate.Check(crate);
        foreach (string fault in faults)
        {
            Console.Error.WriteLine($"souk: {fault}");
        }

        if (faults.Count > 0)
        {
            return ExitCode.VerificationFailed;
        }

        Console.WriteLine("every file is as it was packed");
        if (!isVerifying)
        {
            return ExitCode.Success;
        }

        string before = await File.ReadAllTextAsync(Path.Combine(crate, Crate.Transcript), cancellation);
        (string now, string? failure) = await CrateStudy.RunAsync(crate, study, cancellation);
        if (failure is not null)
        {
            Console.Error.WriteLine($"souk: {failure}");
            return ExitCode.VerificationFailed;
        }

        if (now == before)
        {
            Console.WriteLine($"{study} says the same again");
            return ExitCode.Success;
        }

        (string First, string Second) differing = before
            .Split('\n')
            .Zip(now.Split('\n'))
            .FirstOrDefault(pair => pair.First != pair.Second, (First: "its end", Second: "another end"));
        Console.Error.WriteLine($"souk: {study} said '{differing.First}' and now says '{differing.Second}'");
        return ExitCode.VerificationFailed;
    }

    private static string Citation(string title, IReadOnlyList<CrateAuthor> authors) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"cff-version: 1.2.0\nmessage: Cite the study and the software.\ntype: dataset\ntitle: \"{title.Replace("\"", "'", StringComparison.Ordinal)}\"\nauthors:\n{string.Concat(authors.Select(author => author.Citation()))}references:\n  - type: software\n    title: Souk\n    version: {Study.SoukVersion}\n    authors:\n      - name: Souk\n"
        );
}
