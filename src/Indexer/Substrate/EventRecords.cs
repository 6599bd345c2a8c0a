using Souk.Indexer.Decoding;
using Souk.Indexer.Natives;
using Souk.Indexer.Scale;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Substrate;

/// <summary>Turns the value of System.Events into logs: the fields as the contract ABI has them, and behind them the bytes
/// as the chain has them.</summary>
/// <remarks>A log's index is the event's place in its block. Its transaction is the extrinsic that caused it,
/// <see cref="Initialization"/> or <see cref="Finalization"/>.</remarks>
internal sealed class EventRecords(NativeAccounts accounts)
{
    /// <summary>In place of an extrinsic, of what happens before the first.</summary>
    public const int Initialization = NativePhases.Initialization;

    /// <summary>In place of an extrinsic, of what happens after the last.</summary>
    public const int Finalization = NativePhases.Finalization;

    private const int HashByteCount = 32;

    /// <summary>Events of all pallets, stored or not.</summary>
    public long EventCount { get; private set; }

    /// <summary>Adds the events that manifests name.</summary>
    /// <param name="bytes">Of the storage value; empty for none.</param>
    /// <exception cref="ScaleException">They are not of this runtime; logs may have been added.</exception>
    public void Read(ReadOnlySpan<byte> bytes, EventRuntime runtime, in BlockHeader block, LogColumns logs)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        var reader = new ScaleReader(bytes);
        int count = reader.CompactCount();
        for (int index = 0; index < count; index++)
        {
            int extrinsic = ReadPhase(ref reader);
            int start = reader.Position;
            EventPlan plan = runtime.PlanOf(reader.U8(), reader.U8());
            if (plan.Contract is { } contract && plan.IsNamed && block.Number >= contract.FromBlock)
            {
                var head = new LogHead(block.Number, block.Hash, index, extrinsic, default, contract.Address);
                Add(ref reader, start, plan, runtime, head, logs);
            }
            else
            {
                runtime.Types.Skip(ref reader, plan.Variant.Fields);
            }

            reader.Take(checked(reader.CompactCount() * HashByteCount));
        }

        EventCount += count;
        if (reader.Remaining > 0)
        {
            throw new ScaleException($"{reader.Remaining} bytes are left behind {count} events.");
        }
    }

    private void Add(
        ref ScaleReader reader,
        int start,
        EventPlan plan,
        EventRuntime runtime,
        in LogHead head,
        LogColumns logs
    )
    {
        if (plan is { Signature: { } named, Words: { } words })
        {
            ReadOnlySpan<Hash32> topic = [named.Topic0];
            // In SCALE words are never longer than in the contract ABI; two bytes say which event it is.
            Span<byte> room = logs.ReserveData((2 * words.ByteCount) + reader.Position - start);
            words.Write(ref reader, room, accounts);
            ReadOnlySpan<byte> raw = reader.Since(start);
            raw.CopyTo(room[words.ByteCount..]);
            logs.AddReserved(head, topic, words.ByteCount + raw.Length);
            return;
        }

        byte[] data;
        Hash32 topic0;
        if (plan.Signature is { } signature)
        {
            data = AbiEncoder.Encode(signature.Data, runtime.Values.Read(ref reader, plan.Variant.Fields));
            topic0 = signature.Topic0;
        }
        else
        {
            runtime.Types.Skip(ref reader, plan.Variant.Fields);
            data = UndecodedEvent.Encode($"{plan.Variant.Name}: {plan.Problem}.", reader.Since(start));
            topic0 = UndecodedEvent.Signature.Topic0;
        }

        logs.Add(head, [topic0], [.. data, .. reader.Since(start)]);
    }

    private static int ReadPhase(ref ScaleReader reader)
    {
        byte phase = reader.U8();
        if (phase == 0)
        {
            uint extrinsic = reader.U32();
            return extrinsic < Finalization
                ? (int)extrinsic
                : throw new ScaleException($"An event is of extrinsic {extrinsic}.");
        }

        return phase switch
        {
            1 => Finalization,
            2 => Initialization,
            _ => throw new ScaleException($"An event has phase {phase}; phases 0 to 2 are known."),
        };
    }
}
