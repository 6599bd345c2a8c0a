using Souk.Dashboards.Access;

namespace Souk.Dashboards.Tests.Access;

public sealed class KeyFileTests : IDisposable
{
    private static readonly DateTime s_now = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-keys-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "keys.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_key_opens_until_it_is_revoked_and_the_file_never_holds_its_secret()
    {
        string text = KeyFile.Add(Path, AccessScope.Read | AccessScope.Sql, "notebook", s_now);
        string other = KeyFile.Add(Path, AccessScope.Read, "monitor", s_now);
        KeyFile keys = KeyFile.Open(Path);

        ApiKey found = keys.Find(text)!;
        string kept = File.ReadAllText(Path);
        KeyFile.Revoke(Path, found.Id, s_now.AddDays(1));
        // Files written within one tick of the clock look alike.
        File.SetLastWriteTimeUtc(Path, s_now);

        found.Scopes.ShouldBe(["read", "sql"]);
        kept.ShouldNotContain(text.Split('_', 3)[2]);
        keys.Find(text).ShouldBeNull();
        keys.Find(other)!.Note.ShouldBe("monitor");
        keys.Keys.Count.ShouldBe(2);
    }

    [Fact]
    public void Equal_secrets_would_have_different_hashes_and_the_owner_alone_may_read_the_file()
    {
        KeyFile.Add(Path, AccessScope.Read, "", s_now);
        KeyFile.Add(Path, AccessScope.Read, "", s_now);

        IReadOnlyList<ApiKey> keys = KeyFile.Open(Path).Keys;

        keys[0].Salt.ShouldNotBe(keys[1].Salt);
        keys[0].Salt.Length.ShouldBe(32);
        keys[0].Hash.Length.ShouldBe(64);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("souk")]
    [InlineData("souk_00000000_AAAA")]
    [InlineData("souk__")]
    [InlineData("bearer_12345678_x")]
    public void Other_texts_open_nothing(string text)
    {
        KeyFile.Add(Path, AccessScope.All, "", s_now);

        KeyFile.Open(Path).Find(text).ShouldBeNull();
    }

    [Fact]
    public void The_right_id_with_another_secret_opens_nothing()
    {
        string text = KeyFile.Add(Path, AccessScope.All, "", s_now);
        string changed = text[..^1] + (text[^1] == 'A' ? 'B' : 'A');

        KeyFile.Open(Path).Find(changed).ShouldBeNull();
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[{\"id\": 1}]")]
    public void A_file_that_holds_no_keys_is_refused(string text)
    {
        File.WriteAllText(Path, text);

        Should.Throw<AccessException>(() => KeyFile.Open(Path)).Message.ShouldContain("keys.json");
    }

    [Fact]
    public void A_missing_file_says_how_to_make_one() =>
        Should.Throw<AccessException>(() => KeyFile.Open(Path)).Message.ShouldContain("souk keys new");

    [Fact]
    public void Revoking_what_does_not_open_names_what_does()
    {
        string id = KeyFile.Add(Path, AccessScope.Read, "", s_now).Split('_')[1];

        Should.Throw<AccessException>(() => KeyFile.Revoke(Path, "ffffffff", s_now)).Message.ShouldContain(id);
    }
}
