using Souk.Campaigns.Encodings;
using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.Campaigns.Chains;

internal sealed record ScriptedLog(Address Contract, Hash32[] Topics, byte[] Data)
{
    /// <summary>A log as the event's contract would write it; no dynamic type may be indexed.</summary>
    public static ScriptedLog Of(Address contract, EventSignature signature, params object[] values)
    {
        List<Hash32> topics = [signature.Topic0];
        List<AbiType> types = [];
        List<object> data = [];
        for (int index = 0; index < values.Length; index++)
        {
            AbiParameter parameter = signature.Parameters[index];
            if (parameter.IsIndexed)
            {
                topics.Add(Hash32.FromBytes(AbiEncoder.Encode([parameter.Type], [values[index]])));
            }
            else
            {
                types.Add(parameter.Type);
                data.Add(values[index]);
            }
        }

        return new ScriptedLog(contract, [.. topics], AbiEncoder.Encode(types, data));
    }

    public byte[] Encode() =>
        Rlp.List(
            Rlp.Text(Contract.ToBytes()),
            Rlp.List([.. Topics.Select(topic => Rlp.Text(topic.ToBytes()))]),
            Rlp.Text(Data)
        );
}
