using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Souk.LocalChain.Chain;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Masa;

/// <summary>MODELLED worker nodes stake MASA, collect data from three kinds of sources, run language models and are paid for
/// inference; rewards end at a sunset.</summary>
internal sealed class NodeScript(World world, Contract token, Contract nodes) : IScript
{
    public static readonly BigInteger StakeMin = Units.Masa(1_000);

    /// <summary>5 % a year, in parts of 10^18 per second: an assumption, like the sunset.</summary>
    public const long Rate = 1_585_489_599;

    public const int SunsetDays = 365;

    /// <summary>Pays the rewards of all nodes until the sunset.</summary>
    public static readonly BigInteger RewardFund = Units.Masa(20_000);

    /// <summary>What each operator and each customer is given.</summary>
    public static readonly BigInteger Purse = Units.Masa(30_000);

    private const int Slot = 2;
    private const int FirstDay = 3;
    private const int JoinEveryDays = 9;
    private const int ReportEveryDays = 7;
    private const int ClaimEveryDays = 30;
    private const int SourceCount = 3;
    private const int RequestPerMilleADay = 40;

    /// <summary>The first operator leaves, with his stake.</summary>
    private const int LeaveDay = 600;

    private static readonly BigInteger Stake = Units.Masa(20_000);
    private static readonly BigInteger Price = Units.Masa(5);

    private static readonly (int Day, string Name)[] Models = [(40, "phi-2"), (120, "mistral-7b")];

    private readonly SeededStream _stream = world.Stream("nodes");

    /// <summary>Jobs that wait for their node, by the contract's number.</summary>
    private readonly Queue<(int Job, Address Operator)> _waiting = [];

    private int _jobCount;

    public static IReadOnlyList<Address> OperatorsOf(Cast cast) => [.. cast.ServiceProviders.Take(6)];

    public static IReadOnlyList<Address> CustomersOf(Cast cast) => cast.ServiceConsumers;

    public Task PlanAsync(CancellationToken cancellation)
    {
        if (!world.IsSlot(Slot))
        {
            return Task.CompletedTask;
        }

        CompleteJobs();
        IReadOnlyList<Address> operators = OperatorsOf(world.Cast);
        for (int index = 0; index < operators.Count; index++)
        {
            Work(operators[index], index);
        }

        ListModels();
        RequestJobs(operators);
        return Task.CompletedTask;
    }

    private void Work(Address owner, int index)
    {
        int age = world.Day - FirstDay - index * JoinEveryDays;
        if (age == 0)
        {
            world.Allow(token, owner, nodes);
            world.Call(owner, nodes, "join", NodeOf(index), index % SourceCount, Stake);
        }
        else if (age > 0 && index == 0 && world.Day == LeaveDay)
        {
            world.Call(owner, nodes, "leave", NodeOf(index));
        }
        else if (age > 0 && IsThere(index))
        {
            if (age % ReportEveryDays == 0)
            {
                byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"synthetic collection {index} {world.Day}"));
                world.Call(owner, nodes, "report", NodeOf(index), _stream.Between(50, 4_000), hash);
            }

            if (age % ClaimEveryDays == 0)
            {
                world.Call(owner, nodes, "claim", NodeOf(index));
            }
        }
    }

    /// <summary>A model is listed by the last operator and runs on every node from the next day on.</summary>
    private void ListModels()
    {
        IReadOnlyList<Address> operators = OperatorsOf(world.Cast);
        foreach ((int day, string name) in Models)
        {
            if (world.Day == day)
            {
                world.Call(operators[^1], nodes, "list", IdOf(name), name);
            }
            else if (world.Day == day + 20)
            {
                for (int index = 0; index < operators.Count; index++)
                {
                    world.Call(operators[index], nodes, "deploy", IdOf(name), NodeOf(index));
                }
            }
        }
    }

    private void RequestJobs(IReadOnlyList<Address> operators)
    {
        string[] running = [.. Models.Where(model => world.Day > model.Day + 20).Select(model => model.Name)];
        foreach (Address customer in CustomersOf(world.Cast))
        {
            int index = _stream.Below(operators.Count);
            if (
                running.Length > 0
                && _stream.Chance(RequestPerMilleADay)
                && IsThere(index)
                && world.Day != LeaveDay - 1
                && world.Holdings.TrySpend(token.Address, customer, Price)
            )
            {
                world.Allow(token, customer, nodes);
                world.Call(customer, nodes, "request", IdOf(_stream.Pick(running)), NodeOf(index), Price);
                _waiting.Enqueue((_jobCount++, operators[index]));
            }
        }
    }

    private void CompleteJobs()
    {
        while (_waiting.TryDequeue(out (int Job, Address Operator) asked))
        {
            byte[] result = SHA256.HashData(Encoding.UTF8.GetBytes($"synthetic answer {asked.Job}"));
            world.Call(asked.Operator, nodes, "complete", asked.Job, result);
        }
    }

    private bool IsThere(int index) => index > 0 || world.Day < LeaveDay;

    private static byte[] NodeOf(int index) => IdOf($"node-{index + 1}");

    private static byte[] IdOf(string name)
    {
        byte[] id = new byte[Hash32.ByteCount];
        Encoding.ASCII.GetBytes(name, id);
        return id;
    }
}
