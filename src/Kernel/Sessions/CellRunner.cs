using Souk.Kernel.Cells;
using Souk.Kernel.Displays;
using Souk.Kernel.Magics;
using Souk.Kernel.Scripts;

namespace Souk.Kernel.Sessions;

/// <summary>Runs cells one after another, each part in its language.</summary>
/// <param name="warm">The first cell waits for it.</param>
internal sealed class CellRunner(
    ScriptSession session,
    PackageRestore packages,
    IReadOnlyDictionary<string, Magic> magics,
    Task warm
)
{
    private volatile CellContext? _running;

    /// <summary>Magics that need no host.</summary>
    public static IReadOnlyDictionary<string, Magic> Own { get; } =
        new Dictionary<string, Magic>
        {
            ["html"] = (_, text, _) => Task.FromResult<object?>(MimeBundle.Of(Mime.Html, text)),
            ["markdown"] = (_, text, _) => Task.FromResult<object?>(MimeBundle.Of(Mime.Markdown, text)),
        };

    /// <summary>The words that may stand behind <c>#!</c>.</summary>
    public IEnumerable<string> MagicNames => magics.Keys.Append(CellPart.CSharp).Order(StringComparer.Ordinal);

    /// <summary>Stops the cell that runs, if one does.</summary>
    public void Interrupt() => _running?.Interrupt();

    /// <summary>Runs a cell. All failures of it are in the result.</summary>
    /// <param name="cellName">What errors call it.</param>
    public async Task<CellResult> RunAsync(string code, string cellName, ICellOutput output)
    {
        CellContext cell = new(output);
        _running = cell;
        try
        {
            await Task.WhenAny(warm, cell.Interrupted);
            object? value = await CellThread.RunAsync(cell, () => RunPartsAsync(code, cellName, cell));
            return new CellResult((MimeBundle?)value, null);
        }
        catch (Exception exception)
        {
            return new CellResult(null, Explain(exception));
        }
        finally
        {
            _running = null;
        }
    }

    private async Task<object?> RunPartsAsync(string code, string cellName, CellContext cell)
    {
        cell.Interruption.ThrowIfCancellationRequested();
        object? value = null;
        foreach (CellPart part in CellPart.Split(code))
        {
            // Only the last value is the cell's; those before are shown as they come.
            if (value is not null)
            {
                Notebooks.Notebook.display(value);
            }

            value = await RunPartAsync(part, cellName, cell.Interruption);
        }

        return value is null ? null : Formatters.Format(value);
    }

    private async Task<object?> RunPartAsync(CellPart part, string cellName, CancellationToken cancellation)
    {
        if (part.Magic == CellPart.CSharp)
        {
            string code = await LibraryDirectives.ApplyAsync(part.Text, session, packages, cancellation);
            return await session.RunAsync(code, cellName, cancellation);
        }

        return magics.TryGetValue(part.Magic, out Magic? magic)
            ? await magic(part.Arguments, part.Text, cancellation)
            : throw new CellErrorException(
                "MagicError",
                $"There is no #!{part.Magic}. There are: {string.Join(", ", MagicNames.Select(name => "#!" + name))}.",
                []
            );
    }

    private static CellFailure Explain(Exception thrown)
    {
        Exception exception = Traceback.Unwrap(thrown);
        return exception switch
        {
            CellErrorException error => new CellFailure(
                error.Name,
                error.Message,
                [.. error.Details.Count > 0 ? error.Details : [$"{error.Name}: {error.Message}"]]
            ),
            CellInterruptedException => new CellFailure("Interrupted", exception.Message, [exception.Message]),
            _ => new CellFailure(exception.GetType().ToString(), exception.Message, Traceback.Of(exception)),
        };
    }
}
