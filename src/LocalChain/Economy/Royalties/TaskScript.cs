using System.Security.Cryptography;
using System.Text;
using Souk.LocalChain.Chain;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Royalties;

/// <summary>Every month a task asks for labels; work is scored a day later and paid by its quality in two tokens.</summary>
internal sealed class TaskScript(World world, Contract token, Contract partner, Contract board) : IScript
{
    /// <summary>What the requester is given of each token.</summary>
    public const long PurseTokens = 20_000;

    private const int Slot = 1;
    private const int FirstDay = 15;
    private const int TaskDays = 30;
    private const int Places = 8;
    private const int RewardTokens = 20;
    private const int PartnerTokens = 4;
    private const int FloorPpm = 300_000;
    private const int SubmitPerMilleADay = 60;

    private readonly SeededStream _stream = world.Stream("tasks");
    private readonly Queue<int> _unreviewed = [];

    private byte[]? _open;
    private int _placesLeft;
    private int _submissionCount;
    private int _taskCount;

    /// <summary>Owns the labels that the work adds to (<see cref="RoyaltyScript"/>).</summary>
    public static Address RequesterOf(Cast cast) => cast.Contributors[41];

    public Task PlanAsync(CancellationToken cancellation)
    {
        if (world.IsSlot(Slot))
        {
            Review();
            if (world.Day >= FirstDay && (world.Day - FirstDay) % TaskDays == 0)
            {
                Open();
            }
            else if (_open is { } task)
            {
                Submit(task);
            }
        }

        return Task.CompletedTask;
    }

    private void Open()
    {
        Address requester = RequesterOf(world.Cast);
        bool isPaid =
            world.Holdings.Available(partner.Address, requester) >= Units.Sahara(PartnerTokens * Places)
            && world.Holdings.TrySpend(token.Address, requester, Units.Sahara(RewardTokens * Places));
        if (!isPaid || !world.Holdings.TrySpend(partner.Address, requester, Units.Sahara(PartnerTokens * Places)))
        {
            return;
        }

        world.Allow(token, requester, board);
        world.Allow(partner, requester, board);
        _open = RoyaltyScript.Id($"labels-{++_taskCount}");
        _placesLeft = Places;
        object[] task =
        [
            requester,
            Reviewer,
            RoyaltyScript.Id("accents"),
            Units.Sahara(RewardTokens),
            Units.Sahara(PartnerTokens),
            FloorPpm,
            Places,
        ];
        world.Call(requester, board, "open", _open, "annotation", task);
    }

    private void Submit(byte[] task)
    {
        foreach (Address worker in world.Cast.Contributors.Skip(30).Take(10))
        {
            if (_placesLeft > 0 && _stream.Chance(SubmitPerMilleADay))
            {
                _placesLeft--;
                byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"synthetic work {_submissionCount}"));
                world.Call(worker, board, "submit", task, hash);
                _unreviewed.Enqueue(_submissionCount++);
            }
        }
    }

    private void Review()
    {
        while (_unreviewed.TryDequeue(out int submission))
        {
            world.Call(Reviewer, board, "review", submission, _stream.Between(100_000, 1_000_000));
        }
    }

    private Address Reviewer => world.Cast.Contributors[40];
}
