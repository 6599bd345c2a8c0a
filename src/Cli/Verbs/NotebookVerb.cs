using System.CommandLine;
using System.Diagnostics;
using Souk.Cli.Notebooks;
using Souk.Kernel.Messages;

namespace Souk.Cli.Verbs;

/// <summary>`souk notebook`: Jupyter on the shelf of studies, and the notebooks written from their programs.</summary>
internal static class NotebookVerb
{
    private const string Description =
        "Open the shelf of studies in Jupyter, with the C# kernel installed.\n\n"
        + "Each study is one C# file in notebooks/ that also runs by itself: dotnet run notebooks/01-quick-start.cs.\n\n"
        + "Examples:\n  souk notebook\n  souk notebook --browser=false --port 8899\n  souk notebook write";

    public static Command Create()
    {
        Option<int> port = new("--port")
        {
            Description = "Port on loopback.",
            HelpName = "P",
            DefaultValueFactory = _ => 8888,
        };
        Option<bool> browser = new("--browser") { Description = "Open a browser.", DefaultValueFactory = _ => true };
        Command notebook = new("notebook", Description) { port, browser, CreateWrite(), CreateRun() };
        notebook.SetAction(
            (parsed, cancellation) => OpenAsync(parsed.GetValue(port), parsed.GetValue(browser), cancellation)
        );
        return notebook;
    }

    private static Command CreateWrite()
    {
        Argument<string[]> files = new("STUDY") { Description = "C# files; without any, the whole shelf." };
        Command write = new("write", "Write each study's notebook beside its program; what was there is replaced.")
        {
            files,
        };
        write.SetAction(parsed =>
        {
            string[] chosen = parsed.GetValue(files) is { Length: > 0 } named ? named : [.. Shelf.Programs()];
            foreach (string file in chosen)
            {
                string notebook = Path.ChangeExtension(file, ".ipynb");
                File.WriteAllText(notebook, StudyFile.ToNotebook(file, File.ReadAllText(file)));
                Console.WriteLine(notebook);
            }
        });
        return write;
    }

    private static Command CreateRun()
    {
        Argument<string> file = new("STUDY") { Description = "A study's C# file." };
        Command run = new("run", "Run a study as a program, without Jupyter or an SDK.") { file };
        run.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file);
            StudyProgram.Run(File.Exists(path) ? path : throw new InvalidInputException($"There is no study {path}."));
        });
        return run;
    }

    private static async Task<int> OpenAsync(int port, bool isBrowsing, CancellationToken cancellation)
    {
        string? jupyter = Shelf.FindJupyter();
        if (jupyter is null)
        {
            throw new InvalidInputException(
                "Jupyter Notebook is missing. Install it with: sudo apt-get install jupyter-notebook jupyter-nbconvert "
                    + "(Debian, Ubuntu), or: pip install notebook"
            );
        }

        KernelSpec.Install(JupyterFolders.OfUser(), NotebookHost.Command, NotebookHost.Environment, isReplacing: false);
        ProcessStartInfo start = new(jupyter) { UseShellExecute = false };
        foreach (string word in Shelf.Arguments(port, isBrowsing))
        {
            start.ArgumentList.Add(word);
        }

        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 ? ExitCode.Success : ExitCode.Failure;
    }
}
