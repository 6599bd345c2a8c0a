namespace Souk.Campaigns.Faults;

/// <summary>What can go wrong between a chain and its index.</summary>
internal enum FaultKind
{
    // The connection.
    DroppedConnection,
    TruncatedBody,
    MalformedJson,
    RateLimit,
    ServerError,
    TimeOut,

    // The batch.
    ShuffledBatch,
    MissingReply,

    // The answer.
    NodeError,
    MissingBlock,
    WrongBlock,
    LaggingHead,
    TooLarge,
    PrunedHistory,

    // The lie: nothing in the reply alone shows it.
    OmittedLog,
    OmittedReceiptLog,
    OmittedReceipt,
    DuplicatedLog,
    AlteredLog,
    AlteredHeader,
    ForgedHeader,

    // The world.
    Reorganisation,
    BrokenFinality,
    Kill,
}

/// <summary>What is known of each kind of fault.</summary>
internal static class FaultKinds
{
    public static readonly IReadOnlyList<FaultKind> OfEndpoints =
    [
        .. Enum.GetValues<FaultKind>().Where(kind => kind < FaultKind.Reorganisation),
    ];

    /// <summary>Those that a reply shows by itself.</summary>
    public static readonly IReadOnlyList<FaultKind> Open = [.. OfEndpoints.Where(kind => !kind.IsLie())];

    /// <summary>Decided for a whole HTTP request, not for each of its calls.</summary>
    public static bool IsOfRequest(this FaultKind kind) => kind <= FaultKind.MissingReply;

    /// <summary>Whether believing the answer would leave the index with too little or with something untrue.</summary>
    public static bool IsLie(this FaultKind kind) => kind is >= FaultKind.OmittedLog and <= FaultKind.ForgedHeader;

    public static bool IsOmission(this FaultKind kind) =>
        kind is FaultKind.OmittedLog or FaultKind.OmittedReceiptLog or FaultKind.OmittedReceipt;

    /// <summary>Methods whose answers the fault can touch; empty for all.</summary>
    public static IReadOnlyList<string> Methods(this FaultKind kind) =>
        kind switch
        {
            FaultKind.OmittedLog => ["eth_getLogs"],
            FaultKind.TooLarge or FaultKind.PrunedHistory => ["eth_getLogs", "eth_getBlockReceipts"],
            FaultKind.OmittedReceiptLog or FaultKind.OmittedReceipt => ["eth_getBlockReceipts"],
            FaultKind.DuplicatedLog or FaultKind.AlteredLog => ["eth_getLogs", "eth_getBlockReceipts"],
            FaultKind.AlteredHeader or FaultKind.ForgedHeader or FaultKind.WrongBlock =>
            [
                "eth_getBlockByNumber",
                "eth_getBlockByHash",
            ],
            FaultKind.MissingBlock => ["eth_getBlockByNumber", "eth_getBlockByHash", "eth_getBlockReceipts"],
            FaultKind.LaggingHead => ["eth_getBlockByNumber", "eth_blockNumber"],
            _ => [],
        };

    /// <summary>Words of which an error that this fault causes must have at least one.</summary>
    public static IReadOnlyList<string> Words(this FaultKind kind) =>
        kind switch
        {
            FaultKind.DroppedConnection => ["reset by the script"],
            FaultKind.TruncatedBody => ["not JSON", "ended early"],
            FaultKind.MalformedJson => ["not JSON", "malformed", "answered by something else", "answers"],
            FaultKind.RateLimit => ["429", "too many requests"],
            FaultKind.ServerError => ["502", "503"],
            FaultKind.TimeOut => ["no reply within"],
            FaultKind.MissingReply => ["has no reply"],
            FaultKind.NodeError => ["internal trouble"],
            FaultKind.MissingBlock =>
            [
                "does not have",
                "not have",
                "missing",
                "no block",
                "no receipts",
                "null",
                "pruned",
            ],
            FaultKind.WrongBlock => ["contradicts itself", "it gave", "asked for block", "another block", "hash"],
            FaultKind.LaggingHead => ["behind", "beyond", "lags", "does not have", "not have", "null", "no block"],
            FaultKind.TooLarge => ["too large", "limited to"],
            FaultKind.PrunedHistory => ["pruned"],
            FaultKind.OmittedLog => ["bloom", "logs"],
            FaultKind.OmittedReceiptLog or FaultKind.OmittedReceipt => ["receipts", "bloom"],
            FaultKind.DuplicatedLog => ["twice", "receipts"],
            FaultKind.AlteredLog => ["receipts", "bloom", "log"],
            FaultKind.AlteredHeader => ["hash", "header", "not built on"],
            FaultKind.ForgedHeader => ["contradicts itself", "not built on", "hash", "reorganised", "another block"],
            FaultKind.Reorganisation => ["reorganised", "contradicts", "not built on", "another block"],
            FaultKind.BrokenFinality => ["finality", "finalized", "finalised", "final"],
            _ => [],
        };
}
