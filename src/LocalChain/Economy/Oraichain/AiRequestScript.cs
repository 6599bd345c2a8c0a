using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Oraichain;

/// <summary>Consumers ask AI services for a fee; the provider reports a day later, and the fee is divided 70 to 30 among those
/// who executed and the block validators.</summary>
internal sealed class AiRequestScript(World world, AiRequestContracts market) : IScript
{
    private const int Slot = 0;
    private const int ListDay = 8;
    private const int AskPerMilleADay = 30;
    private const int FeeTokensMax = 9;
    private const int ExecutorsMax = 3;

    private static readonly string[] Services = ["face-match", "price-model", "text-summary"];

    private readonly SeededStream _stream = world.Stream("AI requests");
    private readonly Queue<(int Request, int Service)> _waiting = [];

    private int _requestCount;

    /// <summary>Stand for all validators of blocks.</summary>
    public static Address ValidatorsOf(Cast cast) => cast.ServiceProviders[^1];

    public Task PlanAsync(CancellationToken cancellation)
    {
        if (world.IsSlot(Slot))
        {
            if (world.Day == ListDay)
            {
                List();
            }

            Report();
            if (world.Day > ListDay)
            {
                Ask();
            }
        }

        return Task.CompletedTask;
    }

    private void List()
    {
        for (int index = 0; index < Services.Length; index++)
        {
            world.Call(ProviderOf(index), market.Requests, "list", IdOf(Services[index]), Services[index]);
        }
    }

    private void Ask()
    {
        foreach (Address consumer in world.Cast.ServiceConsumers)
        {
            // Not a whole number of tokens, so that a division leaves a rest.
            BigInteger fee = Units.Orai(_stream.Between(1, FeeTokensMax)) + _stream.Below(1_000);
            if (_stream.Chance(AskPerMilleADay) && world.Holdings.TrySpend(market.Token.Address, consumer, fee))
            {
                int service = _stream.Below(Services.Length);
                world.Allow(market.Token, consumer, market.Requests);
                world.Call(consumer, market.Requests, "ask", IdOf(Services[service]), fee);
                _waiting.Enqueue((_requestCount++, service));
            }
        }
    }

    private void Report()
    {
        while (_waiting.TryDequeue(out (int Request, int Service) asked))
        {
            object[] executors =
            [
                .. world
                    .Cast.ServiceProviders.Skip(asked.Service)
                    .Take(_stream.Between(1, ExecutorsMax))
                    .Select(executor => (object)executor),
            ];
            byte[] result = SHA256.HashData(Encoding.UTF8.GetBytes($"synthetic result {asked.Request}"));
            world.Call(ProviderOf(asked.Service), market.Requests, "report", asked.Request, result, executors);
        }
    }

    private Address ProviderOf(int service) => world.Cast.ServiceProviders[service];

    private static byte[] IdOf(string name)
    {
        byte[] id = new byte[Hash32.ByteCount];
        Encoding.ASCII.GetBytes(name, id);
        return id;
    }
}
