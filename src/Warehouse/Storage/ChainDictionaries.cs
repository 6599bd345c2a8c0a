using Souk.DuckDb;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Storage;

/// <summary>The ids that stand for addresses and first topics in a warehouse, held in memory.</summary>
public sealed class ChainDictionaries
{
    private ChainDictionaries() { }

    public IdDictionary<Address> Addresses { get; } = new();

    public IdDictionary<Hash32> Topics { get; } = new();

    public static ChainDictionaries Load(DuckDBConnection connection)
    {
        var dictionaries = new ChainDictionaries();
        Load(
            dictionaries.Addresses,
            connection.Query(
                "select address_id, address from chain.address order by address_id",
                row => (row.GetInt32(0), new Address(row.GetFieldValue<byte[]>(1)))
            )
        );
        Load(
            dictionaries.Topics,
            connection.Query(
                "select topic_id, hash_high, hash_low from chain.topic order by topic_id",
                row => (row.GetInt32(0), new Hash32(row.GetFieldValue<UInt128>(1), row.GetFieldValue<UInt128>(2)))
            )
        );
        return dictionaries;
    }

    /// <summary>Writes the added ids, inside the caller's write; call <see cref="Keep"/> once that is committed.
    /// </summary>
    public void Write(DuckDBConnection connection)
    {
        using (DuckDBAppender appender = connection.CreateAppender("chain", "address"))
        {
            int id = Addresses.FirstAddedId;
            foreach (Address address in Addresses.Added)
            {
                appender.CreateRow().AppendValue(id++).AppendValue(address.ToBytes()).EndRow();
            }
        }

        using (DuckDBAppender appender = connection.CreateAppender("chain", "topic"))
        {
            int id = Topics.FirstAddedId;
            foreach (Hash32 hash in Topics.Added)
            {
                appender.CreateRow().AppendValue(id++).AppendValue(hash.High).AppendValue(hash.Low).EndRow();
            }
        }
    }

    /// <summary>The write that held <see cref="Write"/> is committed.</summary>
    public void Keep()
    {
        Addresses.Keep();
        Topics.Keep();
    }

    /// <summary>The write failed.</summary>
    public void Forget()
    {
        Addresses.Forget();
        Topics.Forget();
    }

    private static void Load<TKey>(IdDictionary<TKey> dictionary, List<(int Id, TKey Key)> rows)
        where TKey : notnull
    {
        foreach ((int id, TKey key) in rows)
        {
            int given = dictionary.IdOf(key);
            if (given != id)
            {
                throw new WarehouseException(
                    $"The dictionary gives '{key}' id {id}; expected {given}. Restore a backup."
                );
            }
        }

        dictionary.Keep();
    }
}
