using Souk.DuckDb;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Natives;

/// <summary>Keeps in chain.account what 20 bytes stand for.</summary>
internal static class NativeNames
{
    /// <summary>Adds those that are not there, inside the caller's write.</summary>
    public static void Write(DuckDBConnection connection, NativeAccounts accounts)
    {
        if (accounts.Added.Count == 0)
        {
            return;
        }

        connection.Execute("create or replace temp table new_account as select * from chain.account limit 0");
        using (DuckDBAppender appender = connection.CreateAppender("new_account"))
        {
            foreach ((Address address, string native) in accounts.Added)
            {
                appender.CreateRow().AppendValue(address.ToBytes()).AppendValue(native).EndRow();
            }
        }

        connection.Execute(
            "insert into chain.account select distinct * from new_account anti join chain.account using (address, native)"
        );
        connection.Execute("drop table new_account");
        accounts.Keep();
    }
}
