using System.Text;
using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.SingularityNet;

/// <summary>A provider of AI services: one account, one payment group, a few services.</summary>
/// <param name="ServiceDays">When each of <paramref name="Services"/> is registered; the first with the organisation.
/// </param>
internal sealed record Organisation(
    string Id,
    Address Account,
    IReadOnlyList<string> Services,
    IReadOnlyList<int> ServiceDays
)
{
    private const int FoundersPerMille = 500;
    private const int ServiceIntervalDaysMax = 90;

    private static readonly (string Id, string[] Services)[] Catalogue =
    [
        ("nlp-lab", ["summarise", "translate", "sentiment", "named-entities"]),
        ("vision-works", ["image-caption", "object-detection", "super-resolution"]),
        ("audio-forge", ["speech-to-text", "text-to-speech", "voice-clone"]),
        ("bio-insight", ["gene-annotation", "protein-folding", "longevity-score"]),
        ("market-signals", ["price-forecast", "news-signal", "risk-score"]),
        ("robo-minds", ["motion-planning", "grasp-pose", "dialogue"]),
        ("geo-sense", ["land-cover", "flood-risk", "crop-yield"]),
        ("reasoning-house", ["theorem-search", "knowledge-graph", "question-answering"]),
    ];

    /// <summary>All replicas of the organisation are paid through channels of this group.</summary>
    public Hash32 GroupId { get; } = Hash32.FromBytes(Keccak256.Hash(Id + "/default_group"));

    public bool IsOpen(int day) => day > ServiceDays[0];

    public static List<Organisation> CreateAll(World world)
    {
        SeededStream stream = world.Stream("organisations");
        int days = world.Options.Days;
        return
        [
            .. Catalogue.Zip(
                world.Cast.ServiceProviders,
                (entry, account) => Create(stream, days, entry.Id, entry.Services, account)
            ),
        ];
    }

    /// <summary>A name as the registry stores it: ASCII padded with zeros on the right.</summary>
    public static byte[] PadName(string name)
    {
        byte[] padded = new byte[Hash32.ByteCount];
        Encoding.ASCII.GetBytes(name, padded);
        return padded;
    }

    private static Organisation Create(SeededStream stream, int days, string id, string[] services, Address account)
    {
        int day = stream.Chance(FoundersPerMille) ? stream.Below(7) : stream.Below(Math.Max(1, days / 2));
        var serviceDays = new List<int> { day };
        while (serviceDays.Count < services.Length)
        {
            day += stream.Between(1, ServiceIntervalDaysMax);
            serviceDays.Add(day);
        }

        return new Organisation(id, account, services, serviceDays);
    }
}
