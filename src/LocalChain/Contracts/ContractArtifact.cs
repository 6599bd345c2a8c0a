using System.Text;
using System.Text.Json;
using Souk.Indexer.Decoding;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Contracts;

/// <summary>A compiled contract as a package ships it: what it can be asked, and the code that creates it.</summary>
internal sealed class ContractArtifact
{
    private readonly byte[] _creationCode;
    private readonly List<AbiType> _constructorTypes = [];
    private readonly Dictionary<(string Name, int InputCount), FunctionSignature> _functions = [];

    private ContractArtifact(string name, JsonElement abi, string bytecode)
    {
        Name = name;
        _creationCode = Hex.Bytes(bytecode.StartsWith("0x", StringComparison.Ordinal) ? bytecode : "0x" + bytecode);
        foreach (JsonElement entry in abi.EnumerateArray())
        {
            ReadEntry(entry);
        }
    }

    public string Name { get; }

    /// <summary>Reads the usual artifact: one object with "abi" and "bytecode", which Foundry nests once more.</summary>
    public static ContractArtifact Read(string name, string npmPath)
    {
        using JsonDocument json = Open(npmPath);
        return FromJson(name, json.RootElement);
    }

    /// <summary>Reads SingularityNET's layout: the ABI and the code in two files.</summary>
    public static ContractArtifact Read(string name, string abiPath, string bytecodePath)
    {
        using JsonDocument abi = Open(abiPath);
        using JsonDocument bytecode = Open(bytecodePath);
        return new ContractArtifact(name, abi.RootElement, bytecode.RootElement.GetString()!);
    }

    /// <summary>Reads a library that contracts call: its own functions name contracts for types, and nobody else calls them.</summary>
    public static ContractArtifact ReadLibrary(string name, string npmPath)
    {
        using JsonDocument json = Open(npmPath);
        return new ContractArtifact(
            name,
            JsonSerializer.SerializeToElement<string[]>([]),
            CodeOf(json.RootElement.GetProperty("bytecode"))
        );
    }

    /// <summary>Reads an artifact of Foundry whose code calls libraries, at the addresses where they were deployed.</summary>
    public static ContractArtifact ReadLinked(
        string name,
        string npmPath,
        IReadOnlyDictionary<string, Address> libraries
    )
    {
        using JsonDocument json = Open(npmPath);
        JsonElement bytecode = json.RootElement.GetProperty("bytecode");
        StringBuilder code = new(CodeOf(bytecode));
        // Places are in bytes behind "0x"; in each stands a name that is no hex.
        foreach (JsonProperty file in bytecode.GetProperty("linkReferences").EnumerateObject())
        {
            foreach (JsonProperty library in file.Value.EnumerateObject())
            {
                string address = libraries[library.Name].ToString()[2..];
                foreach (JsonElement place in library.Value.EnumerateArray())
                {
                    int from = 2 + (2 * place.GetProperty("start").GetInt32());
                    code.Remove(from, address.Length).Insert(from, address);
                }
            }
        }

        return new ContractArtifact(name, json.RootElement.GetProperty("abi"), code.ToString());
    }

    public static ContractArtifact FromJson(string name, JsonElement artifact) =>
        new(name, artifact.GetProperty("abi"), CodeOf(artifact.GetProperty("bytecode")));

    /// <summary>Code and encoded constructor arguments: the data of a creating transaction.</summary>
    public byte[] EncodeCreation(params object[] arguments) =>
        [.. _creationCode, .. AbiEncoder.Encode(_constructorTypes, arguments)];

    /// <summary>A call's input data. Of overloads it takes the one with as many parameters.</summary>
    public byte[] EncodeCall(string function, params object[] arguments) =>
        _functions.TryGetValue((function, arguments.Length), out FunctionSignature? signature)
            ? signature.EncodeCall(arguments)
            : throw new ArgumentException($"{Name} has no function '{function}' of {arguments.Length} parameters.");

    private static string CodeOf(JsonElement bytecode) =>
        (bytecode.ValueKind == JsonValueKind.Object ? bytecode.GetProperty("object") : bytecode).GetString()!;

    private void ReadEntry(JsonElement entry)
    {
        switch (entry.GetProperty("type").GetString())
        {
            case "constructor":
                foreach (JsonElement input in entry.GetProperty("inputs").EnumerateArray())
                {
                    _constructorTypes.Add(AbiType.Parse(input.GetProperty("type").GetString()!));
                }

                break;
            case "function":
                FunctionSignature function = FunctionSignature.FromJson(entry);
                _functions[(function.Name, function.Inputs.Count)] = function;
                break;
        }
    }

    private static JsonDocument Open(string npmPath) =>
        JsonDocument.Parse(File.ReadAllText(RepositoryFolder.NpmFile(npmPath)));
}
