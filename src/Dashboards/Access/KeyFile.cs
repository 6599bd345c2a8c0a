using System.Text.Json;

namespace Souk.Dashboards.Access;

/// <summary>The keys of a server: a JSON file that its owner alone may read. A key that is revoked opens nothing from the
/// next request on.</summary>
public sealed class KeyFile
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private readonly string _path;
    private readonly Lock _reading = new();
    private DateTime _readAt;
    private IReadOnlyList<ApiKey> _keys = [];

    private KeyFile(string path) => _path = path;

    /// <exception cref="AccessException">There is no such file, or it holds no keys.</exception>
    public static KeyFile Open(string path)
    {
        KeyFile file = new(Path.GetFullPath(path));
        file._keys = Read(file._path);
        file._readAt = File.GetLastWriteTimeUtc(file._path);
        return file;
    }

    /// <summary>All keys, revoked ones too.</summary>
    public IReadOnlyList<ApiKey> Keys => Current();

    /// <returns>The key whose text this is; null where none opens with it.</returns>
    public ApiKey? Find(string text) =>
        ApiKey.Read(text) is { } parts
            ? Current().FirstOrDefault(key => key.Id == parts.Id && key.RevokedAt is null && key.Opens(parts.Secret))
            : null;

    /// <summary>Adds a key; the file is made where there is none.</summary>
    /// <returns>The key's text. It is kept nowhere.</returns>
    public static string Add(string path, AccessScope scopes, string note, DateTime now)
    {
        IReadOnlyList<ApiKey> before = File.Exists(path) ? Read(path) : [];
        (ApiKey key, string text) = ApiKey.Create(scopes, note, now);
        Write(path, [.. before, key]);
        return text;
    }

    /// <exception cref="AccessException">No key has this id, or it is revoked already.</exception>
    public static void Revoke(string path, string id, DateTime now)
    {
        IReadOnlyList<ApiKey> before = Read(path);
        if (!before.Any(key => key.Id == id && key.RevokedAt is null))
        {
            throw new AccessException(
                $"No key {id} opens anything. Those that do: {string.Join(", ", before.Where(key => key.RevokedAt is null).Select(key => key.Id))}."
            );
        }

        Write(path, [.. before.Select(key => key.Id == id ? key with { RevokedAt = now } : key)]);
    }

    private IReadOnlyList<ApiKey> Current()
    {
        lock (_reading)
        {
            DateTime written = File.GetLastWriteTimeUtc(_path);
            if (written != _readAt)
            {
                _keys = ReadOrNone(_path);
                _readAt = written;
            }

            return _keys;
        }
    }

    /// <summary>A file that is gone or broken opens nothing.</summary>
    private static IReadOnlyList<ApiKey> ReadOrNone(string path)
    {
        try
        {
            return Read(path);
        }
        catch (AccessException)
        {
            return [];
        }
    }

    private static IReadOnlyList<ApiKey> Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<List<ApiKey>>(File.ReadAllText(path), s_json)
                ?? throw new AccessException($"{path} holds no keys.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AccessException(
                $"The key file {path} cannot be read. Make one with: souk keys new --file {path} --scope read"
            );
        }
        catch (JsonException exception)
        {
            throw new AccessException($"{path} is no key file: {exception.Message}");
        }
    }

    // The whole file or none, and for its owner from the first byte on.
    private static void Write(string path, IReadOnlyList<ApiKey> keys)
    {
        string part = Path.GetFullPath(path) + ".part";
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (FileStream stream = new(part, options))
        {
            JsonSerializer.Serialize(stream, keys, s_json);
        }

        File.Move(part, path, overwrite: true);
    }
}
