using Souk.Indexer.Manifests;
using Souk.Indexer.Natives;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Cosmos;

/// <summary>Which events of a chain the manifests name, and as what.</summary>
/// <remarks>An event of a module is known by its type: chains do not say which module wrote it. An event of a contract is known
/// by the contract's account, and is named after its action (type wasm), after its type (<c>wasm-X</c> is wasm_X; execute, …), or
/// as msg_X for a message that tells the contract to do X. Type message is message_MODULE where it names a sender, and type tx
/// is tx_KEY after its first attribute; the SDK uses both for several things.</remarks>
internal sealed class EventRoutes
{
    private const string ContractKey = "_contract_address";
    private const string WasmType = "wasm";

    /// <summary>Types of the wasm module that name a contract and are not the contract's own.</summary>
    private static readonly string[] ContractTypes = ["execute", "instantiate", "migrate", "reply", "sudo"];

    private readonly Dictionary<string, ChainContract> _modules = [];
    private readonly Dictionary<string, ChainContract> _contracts = [];
    private readonly Dictionary<(Address, string), List<(EventRule Rule, AttributeFields Fields)>> _fields = [];
    private readonly int _chainId;

    /// <exception cref="ManifestException">Two modules name one event, or an event cannot be read.</exception>
    public EventRoutes(ChainManifest chain)
    {
        _chainId = chain.ChainId;
        foreach (ChainContract contract in chain.Contracts)
        {
            bool isModule = contract.Origin.StartsWith(NativeAddress.ModulePrefix, StringComparison.Ordinal);
            if (!isModule)
            {
                _contracts.Add(contract.Origin[NativeAddress.ContractPrefix.Length..], contract);
            }

            foreach (EventRule rule in contract.Kind.Rules.Where(rule => rule.Signature.Name != UndecodedEvent.Name))
            {
                Add(contract, rule, isModule);
            }
        }
    }

    /// <summary>Contracts as the chain writes them.</summary>
    public IEnumerable<string> Contracts => _contracts.Keys;

    /// <summary>What to do with an event; null for one that no manifest names.</summary>
    /// <exception cref="SyncException">It is a contract's, and does not say of which.</exception>
    public EventRoute? Find(CosmosEvent item, long block)
    {
        bool isWasm = item.Type == WasmType || item.Type.StartsWith("wasm-", StringComparison.Ordinal);
        if (!isWasm && !ContractTypes.Contains(item.Type))
        {
            return ModuleNameOf(item) is { } name ? Find(_modules.GetValueOrDefault(name), name, item, block) : null;
        }

        if (_contracts.Count == 0)
        {
            return null;
        }

        if (item.Find(ContractKey) is not { } account)
        {
            return isWasm
                ? throw new SyncException(
                    SyncProblem.EventsChanged,
                    $"Block {block} of chain {_chainId} has an event {item.Type} without {ContractKey}. Nodes with such a wasm "
                        + "module are not known; all blocks before are stored."
                )
                : null;
        }

        string own = item.Type == WasmType ? item.Find("action") ?? WasmType : item.Type;
        return Find(_contracts.GetValueOrDefault(account), NameOf(own), item, block);
    }

    /// <summary>What to do with a message; null for one that no manifest names.</summary>
    public EventRoute? Find(ContractMessage message, long block) =>
        Find(_contracts.GetValueOrDefault(message.Contract), NameOf(message.Event.Type), message.Event, block);

    private EventRoute? Find(ChainContract? contract, string name, CosmosEvent item, long block)
    {
        if (
            contract is null
            || block < contract.FromBlock
            || !_fields.TryGetValue((contract.Address, name), out List<(EventRule Rule, AttributeFields Fields)>? named)
        )
        {
            return null;
        }

        List<AttributeFields> valid =
        [
            .. named.Where(entry => entry.Rule.IsValidAt(block)).Select(entry => entry.Fields),
        ];
        HashSet<string> keys = [.. item.Attributes.Select(attribute => attribute.Key)];
        List<AttributeFields> fitting =
        [
            .. valid.Where(fields => fields.Keys.All(keys.Contains)).OrderByDescending(fields => fields.Keys.Count()),
        ];
        return (valid.Count, fitting) switch
        {
            (0, _) => null,
            (_, [var one, var two, ..]) when one.Keys.Count() == two.Keys.Count() => new EventRoute(
                contract,
                null,
                $"{name}: {one.Signature} and {two.Signature} fit."
            ),
            (_, [var best, ..]) => new EventRoute(contract, best, Problem: null),
            _ => new EventRoute(contract, null, MissingOf(name, valid[0], keys)),
        };
    }

    private static string MissingOf(string name, AttributeFields fields, HashSet<string> keys) =>
        $"{name}: attribute {string.Join(", ", fields.Keys.Where(key => !keys.Contains(key)))} is missing; the event has "
        + $"{(keys.Count == 0 ? "none" : string.Join(", ", keys.Order(StringComparer.Ordinal)))}.";

    private void Add(ChainContract contract, EventRule rule, bool isModule)
    {
        string name = rule.Signature.Name;
        if (isModule && !_modules.TryAdd(name, contract) && _modules[name] != contract)
        {
            throw new ManifestException(
                $"Event {name} on chain {_chainId} is read from both {_modules[name].Name} ({_modules[name].System}) and "
                    + $"{contract.Name} ({contract.System}). Types of events do not say which module wrote them: name it once."
            );
        }

        try
        {
            if (!_fields.TryGetValue((contract.Address, name), out var known))
            {
                _fields[(contract.Address, name)] = known = [];
            }

            known.Add((rule, new AttributeFields(rule.Signature)));
        }
        catch (FormatException exception)
        {
            throw new ManifestException($"Event {rule.Signature} of {contract.System}: {exception.Message}.");
        }
    }

    private static string? ModuleNameOf(CosmosEvent item) =>
        item.Type switch
        {
            "message" => item.Find("module") is { } module && item.Find("sender") is not null
                ? NameOf("message_" + module)
                : null,
            "tx" => item.Attributes is [{ Key: var first }, ..] ? NameOf("tx_" + first) : null,
            _ => NameOf(item.Type),
        };

    /// <summary>As names of events in a manifest are: letters, digits and _.</summary>
    private static string NameOf(string text) =>
        string.Concat(text.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
}

/// <summary>What to do with one event that a manifest names.</summary>
/// <param name="Fields">How it is read; null where it does not fit.</param>
/// <param name="Problem">Why it does not fit; null where it does.</param>
internal sealed record EventRoute(ChainContract Contract, AttributeFields? Fields, string? Problem);
