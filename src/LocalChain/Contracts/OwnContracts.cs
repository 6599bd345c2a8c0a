using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;

namespace Souk.LocalChain.Contracts;

/// <summary>The contracts of data/contracts, compiled by npm's solc and kept under .build/solc by their content.
/// </summary>
internal sealed class OwnContracts
{
    private readonly JsonElement _contracts;

    private OwnContracts(JsonElement contracts)
    {
        _contracts = contracts;
    }

    public ContractArtifact this[string name] => ContractArtifact.FromJson(name, _contracts.GetProperty(name));

    /// <exception cref="LocalChainException">node or solc is missing, or a source does not compile.</exception>
    public static async Task<OwnContracts> CompileAsync(CancellationToken cancellation)
    {
        string root = RepositoryFolder.Find();
        string sources = Path.Combine(root, "data", "contracts");
        string folder = Path.Combine(root, ".build", "solc");
        string output = Path.Combine(folder, HashOf(sources) + ".json");
        if (!File.Exists(output))
        {
            Directory.CreateDirectory(folder);
            await RunCompilerAsync(Path.Combine(sources, "compile.mjs"), output, cancellation);
        }

        using JsonDocument json = JsonDocument.Parse(await File.ReadAllTextAsync(output, cancellation));
        return new OwnContracts(json.RootElement.Clone());
    }

    /// <summary>Of every file that decides the result: sources, script, compiler and library versions.</summary>
    private static string HashOf(string sources)
    {
        string[] versions =
        [
            RepositoryFolder.NpmFile("solc/package.json"),
            RepositoryFolder.NpmFile("@openzeppelin/contracts/package.json"),
        ];
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in Directory.GetFiles(sources).Order(StringComparer.Ordinal).Concat(versions))
        {
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task RunCompilerAsync(string script, string output, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("node", [script, output]) { RedirectStandardError = true };
        using Process compiler = Start(start);
        try
        {
            string said = await compiler.StandardError.ReadToEndAsync(cancellation);
            await compiler.WaitForExitAsync(cancellation);
            if (compiler.ExitCode != 0)
            {
                throw new LocalChainException($"The contracts of data/contracts do not compile: {said.Trim()}");
            }
        }
        finally
        {
            if (!compiler.HasExited)
            {
                compiler.Kill();
            }
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new LocalChainException("node is missing: install Node.js 20 or later.", failure);
        }
    }
}
