using Souk.Conventions.Tests.Rules;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests;

public class PackageTests
{
    [Fact]
    public void Nuget_packages_are_pinned_and_locked() => PackagePins.Nuget(Tree.Repository).ShouldBeEmpty();

    [Fact]
    public void Floating_versions_own_versions_and_missing_locks_are_found()
    {
        Tree tree = Tree.Of(
            (
                "Directory.Packages.props",
                """<P><PackageVersion Include="A" Version="1.*" /><PackageVersion Include="B" Version="2.0.0" /></P>"""
            ),
            ("src/P/P.csproj", """<Project><PackageReference Include="A" Version="1.0.0" /></Project>"""),
            ("src/Q/Q.csproj", "<Project />"),
            (
                "src/Q/packages.lock.json",
                """{"dependencies":{"net10.0":{"B":{"type":"Direct","resolved":"2.0.1"},"r":{"type":"Project"}}}}"""
            )
        );

        PackagePins
            .Nuget(tree)
            .ShouldBe([
                "Directory.Packages.props: A 1.* is not one version",
                "src/P/P.csproj: A has a version of its own",
                "src/P/P.csproj: no packages.lock.json beside it",
                "src/Q/packages.lock.json: B 2.0.1, but 2.0.0 is asked for",
                "src/Q/packages.lock.json: B has no hash",
            ]);
    }

    [Fact]
    public void Npm_packages_are_pinned_and_locked()
    {
        PackagePins.Npm(Tree.Repository).ShouldBeEmpty();
        Tree.Repository.Find("package-lock.json").ShouldNotBeNull();
    }

    [Fact]
    public void Npm_ranges_missing_hashes_and_unlocked_builds_are_found()
    {
        Tree tree = Tree.Of(
            ("package.json", """{"dependencies":{"a":"^1.0.0","b":"1.0.0"}}"""),
            (
                "package-lock.json",
                """{"packages":{"":{},"node_modules/a":{"optionalDependencies":{"a-mac":"1.0.0"}}}}"""
            )
        );

        PackagePins
            .Npm(tree)
            .ShouldBe([
                "package.json: a ^1.0.0 is not one version",
                "package-lock.json: node_modules/a has no integrity hash",
                "package-lock.json: a-mac, which node_modules/a names, is not locked",
            ]);
    }

    [Fact]
    public void The_SDK_and_the_tools_are_pinned() => PackagePins.Tools(Tree.Repository).ShouldBeEmpty();

    [Fact]
    public void A_missing_SDK_version_and_a_floating_tool_are_found()
    {
        Tree tree = Tree.Of((".config/dotnet-tools.json", """{"tools":{"csharpier":{"version":"1.*"}}}"""));

        PackagePins.Tools(tree).Count().ShouldBe(2);
    }
}
