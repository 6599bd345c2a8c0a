using System.CommandLine;
using Souk.Cli.Notebooks;
using Souk.Kernel.Messages;

namespace Souk.Cli.Verbs;

/// <summary>`souk kernel install` and `souk kernel run`.</summary>
internal static class KernelVerb
{
    public static Command Create() =>
        new(
            "kernel",
            "C# in Jupyter.\n\nExamples:\n  souk kernel install\n  souk kernel install --prefix /usr/local\n\nThen choose the kernel \".NET (C#)\" in Jupyter. docs/NOTEBOOKS.md tells more."
        )
        {
            CreateInstall(),
            CreateRun(),
        };

    private static Command CreateInstall()
    {
        Option<bool> user = new("--user") { Description = "For this user only; so it is unless --prefix is given." };
        Option<string?> prefix = new("--prefix")
        {
            Description = "For all that use the Jupyter installed there.",
            HelpName = "DIR",
        };
        Option<bool> replace = new("--replace") { Description = "Write over another C# kernel of the same name." };
        Command install = new("install", "Tell Jupyter of the kernel; prints the file that does.")
        {
            user,
            prefix,
            replace,
        };
        install.SetAction(parsed =>
        {
            string? place = parsed.GetValue(prefix);
            if (place is not null && parsed.GetValue(user))
            {
                throw new InvalidInputException("--user and --prefix name two places. Give one of them.");
            }

            string folder = place is null ? JupyterFolders.OfUser() : Path.Combine(place, "share", "jupyter");
            Console.WriteLine(
                KernelSpec.Install(folder, NotebookHost.Command, NotebookHost.Environment, parsed.GetValue(replace))
            );
        });
        return install;
    }

    private static Command CreateRun()
    {
        Option<string> file = new("--connection-file")
        {
            Description = "Jupyter writes it and gives its name.",
            HelpName = "FILE",
            Required = true,
        };
        Command run = new("run", "Run the kernel; Jupyter calls this.") { file };
        run.SetAction(
            async (parsed, cancellation) =>
            {
                await NotebookHost.RunAsync(parsed.GetRequiredValue(file), cancellation);
                return ExitCode.Success;
            }
        );
        return run;
    }
}
