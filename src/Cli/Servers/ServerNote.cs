using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace Souk.Cli.Servers;

/// <summary>Where the server that holds a warehouse's file is asked, in a file beside it that its owner alone can read.</summary>
/// <param name="Address">On this machine.</param>
/// <param name="Token">Opens the server to whoever can read the note; new with each start.</param>
internal sealed record ServerNote(Uri Address, string Token)
{
    private const int TokenBytes = 32;
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));

    public static string PathOf(string database) => Path.GetFullPath(database) + ".server";

    /// <summary>Where programs of this machine reach a server; null where it listens on an address of others alone, to which no
    /// token is sent in the clear.</summary>
    public static Uri? LocalAddress(IPAddress listening, int port) =>
        listening.Equals(IPAddress.Any) || listening.Equals(IPAddress.IPv6Any) ? At(IPAddress.Loopback, port)
        : IPAddress.IsLoopback(listening) ? At(listening, port)
        : null;

    /// <summary>Writes the note of a warehouse that this process holds; a note that is there is of a process that has ended.</summary>
    /// <returns>Removes the note, unless it is another one by then.</returns>
    public IDisposable Write(string database)
    {
        string path = PathOf(database);
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnersAlone;
        }

        // Whole or not at all; what was left of another process has its mode.
        string part = path + ".part";
        File.Delete(part);
        using (FileStream file = new(part, options))
        {
            JsonSerializer.Serialize(file, this);
        }

        File.Move(part, path, overwrite: true);
        return new Kept(this, database);
    }

    /// <returns>Null where there is none.</returns>
    /// <exception cref="FormatException">The file is no note, or others than its owner could have written it.</exception>
    public static ServerNote? Read(string database)
    {
        string path = PathOf(database);
        if (!File.Exists(path))
        {
            return null;
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnersAlone) != 0)
        {
            throw new FormatException($"{path} can be read or written by others than its owner");
        }

        try
        {
            return
                JsonSerializer.Deserialize<ServerNote>(File.ReadAllText(path))
                    is { Address.IsAbsoluteUri: true, Token.Length: > 0 } note
                ? note
                : throw new FormatException($"{path} is no note of a server");
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"{path} is no note of a server", wrong);
        }
    }

    private static Uri At(IPAddress address, int port) => new UriBuilder("http", $"{address}", port).Uri;

    private sealed class Kept(ServerNote note, string database) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                if (Read(database) == note)
                {
                    File.Delete(PathOf(database));
                }
            }
            catch (FormatException)
            {
                // Somebody made another file of it, which stays theirs.
            }
        }
    }
}
