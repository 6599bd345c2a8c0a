namespace Souk.Cli.Screens;

/// <summary>Writes a file that is there with all of its bytes or not at all: whoever reads it meanwhile has the old one.</summary>
internal static class WholeFile
{
    /// <exception cref="IOException">It cannot be written; what was there stays.</exception>
    public static async Task WriteAsync(string path, byte[] bytes, CancellationToken cancellation)
    {
        string partial = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            await File.WriteAllBytesAsync(partial, bytes, cancellation);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
