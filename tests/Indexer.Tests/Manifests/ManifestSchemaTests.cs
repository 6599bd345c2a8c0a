using System.Text.Json;
using NJsonSchema;
using Souk.Indexer.Manifests;
using YamlDotNet.Serialization;

namespace Souk.Indexer.Tests.Manifests;

/// <summary>The schema that editors use says what the reader reads.</summary>
public sealed class ManifestSchemaTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot(), "data", "manifests");

    private static readonly string SchemaText = File.ReadAllText(Path.Combine(Folder, "manifest.schema.json"));

    public static TheoryData<string> Parts => [.. typeof(ManifestFields).GetFields().Select(part => part.Name)];

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder, "*.yaml").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Reader_and_schema_know_the_same_fields(string part)
    {
        string[] fields = (string[])typeof(ManifestFields).GetField(part)!.GetValue(null)!;

        JsonElement schema = JsonDocument.Parse(SchemaText).RootElement;
        JsonElement definition =
            part == "Manifest" ? schema : schema.GetProperty("definitions").GetProperty(part.ToLowerInvariant());

        definition.GetProperty("properties").EnumerateObject().Select(field => field.Name).ShouldBe(fields);
        definition.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_manifest_of_ours_fits_the_schema_and_names_it(string file)
    {
        JsonSchema schema = await JsonSchema.FromJsonAsync(SchemaText, TestContext.Current.CancellationToken);
        string text = await File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken);

        schema.Validate(JsonOf(text)).ShouldBeEmpty();
        text.ShouldStartWith("# yaml-language-server: $schema=manifest.schema.json\n");
        Manifest.Load(Path.Combine(Folder, file)).System.ShouldBe(Path.GetFileNameWithoutExtension(file));
    }

    [Theory]
    [InlineData("titel: Masa")]
    [InlineData("system: Masa AI")]
    [InlineData("deployments: [{chain: 2147483648, contracts: []}]")]
    [InlineData("contracts: {shop: {values: []}}")]
    [InlineData("contracts: {shop: {events: [{event: A(), until: 5}]}}")]
    public async Task What_the_reader_refuses_an_editor_underlines(string mistake)
    {
        JsonSchema schema = await JsonSchema.FromJsonAsync(SchemaText, TestContext.Current.CancellationToken);

        schema.Validate(JsonOf("extends: masa.yaml")).ShouldBeEmpty();
        schema.Validate(JsonOf($"extends: masa.yaml\n{mistake}")).ShouldNotBeEmpty();
    }

    private static string JsonOf(string yaml)
    {
        object tree = new DeserializerBuilder()
            .WithAttemptingUnquotedStringTypeDeserialization()
            .Build()
            .Deserialize(yaml)!;
        return new SerializerBuilder().JsonCompatible().Build().Serialize(tree);
    }

    private static string RepositoryRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "global.json")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
