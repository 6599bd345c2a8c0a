using System.Text.Json.Nodes;
using Souk.Kernel.Messages;

namespace Souk.Kernel.Tests.Messages;

public sealed class KernelSpecTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("souk-kernel-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_kernel_has_the_name_that_notebooks_of_other_kernels_carry()
    {
        string file = Install(isReplacing: false);

        file.ShouldBe(Path.Combine(_folder.FullName, "kernels", ".net-csharp", "kernel.json"));
        JsonNode json = JsonNode.Parse(File.ReadAllText(file))!;
        json["argv"]!.AsArray().Select(word => (string?)word).ShouldBe(["souk", "{connection_file}"]);
        ((string?)json["interrupt_mode"]).ShouldBe("message");
        ((string?)json["language"]).ShouldBe("C#");
    }

    [Fact]
    public void A_kernel_of_ours_is_renewed()
    {
        Install(isReplacing: false);

        Install(isReplacing: false).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_kernel_of_another_program_stays_unless_replacing_is_asked_for()
    {
        string file = Path.Combine(_folder.FullName, "kernels", ".net-csharp", "kernel.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, """{"argv":["other"]}""");

        Should.Throw<KernelException>(() => Install(isReplacing: false)).Message.ShouldContain("--replace");

        File.ReadAllText(file).ShouldBe("""{"argv":["other"]}""");
        Install(isReplacing: true);
        File.ReadAllText(file).ShouldContain("souk");
    }

    private string Install(bool isReplacing) =>
        KernelSpec.Install(
            _folder.FullName,
            ["souk", "{connection_file}"],
            new Dictionary<string, string>(),
            isReplacing
        );
}
