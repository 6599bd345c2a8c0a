namespace Souk.Dashboards.Access;

/// <summary>What a key opens.</summary>
[Flags]
public enum AccessScope
{
    None = 0,

    /// <summary>Pages, metrics, rows and files.</summary>
    Read = 1,

    /// <summary>Running scenarios, which costs the server minutes.</summary>
    Simulate = 2,

    /// <summary>SQL of one's own.</summary>
    Sql = 4,

    All = Read | Simulate | Sql,
}

/// <summary>Scopes as words, as key files and the command line have them.</summary>
public static class AccessScopes
{
    public static IReadOnlyList<string> Words(this AccessScope scopes) =>
        [
            .. new[] { AccessScope.Read, AccessScope.Simulate, AccessScope.Sql }
                .Where(one => scopes.HasFlag(one))
                .Select(one => one.ToString().ToLowerInvariant()),
        ];

    /// <exception cref="AccessException">A word names no scope, or there is none.</exception>
    public static AccessScope Parse(IEnumerable<string> words)
    {
        AccessScope scopes = AccessScope.None;
        foreach (string word in words)
        {
            scopes |= word switch
            {
                "read" => AccessScope.Read,
                "simulate" => AccessScope.Read | AccessScope.Simulate,
                "sql" => AccessScope.Read | AccessScope.Sql,
                _ => throw new AccessException($"'{word}' is no scope: take read, simulate or sql."),
            };
        }

        return scopes == AccessScope.None
            ? throw new AccessException("A key needs a scope: read, simulate or sql.")
            : scopes;
    }
}
