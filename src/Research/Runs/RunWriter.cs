using System.Runtime.InteropServices;
using Souk.DuckDb;

namespace Souk.Research.Runs;

/// <summary>Adds pages to the tables; on one thread.</summary>
internal sealed class RunWriter(DuckDBConnection connection) : IDisposable
{
    private readonly DuckDBAppender _series = connection.CreateAppender("series");
    private readonly DuckDBAppender _cohorts = connection.CreateAppender("cohort");
    private readonly DuckDBAppender _distributions = connection.CreateAppender("distribution");
    private readonly CohortBook _book = new();

    public void Write(RunPage page)
    {
        switch (page)
        {
            case SeriesPage series:
                Write(series);
                break;
            case HoldingsPage holdings:
                WriteCohorts(holdings);
                WriteDistributions(holdings);
                holdings.Return();
                break;
            default:
                _book.End(page.Replicate);
                break;
        }
    }

    public void Dispose()
    {
        _series.Dispose();
        _cohorts.Dispose();
        _distributions.Dispose();
    }

    private void Write(SeriesPage page)
    {
        ReadOnlySpan<double> values = CollectionsMarshal.AsSpan(page.Values);
        ReadOnlySpan<Int128> units = CollectionsMarshal.AsSpan(page.Units);
        for (int start = 0; start < values.Length; start += DuckDBAppenderChunk.RowsMax)
        {
            int count = Math.Min(DuckDBAppenderChunk.RowsMax, values.Length - start);
            DuckDBAppenderChunk chunk = _series.CreateChunk();
            chunk.Column<uint>(0)[..count].Fill(page.Replicate);
            Span<int> days = chunk.Column<int>(1);
            Span<int> metrics = chunk.Column<int>(2);
            for (int row = 0; row < count; row++)
            {
                (int day, int metric) = Math.DivRem(start + row, page.MetricCount);
                days[row] = page.FirstDay + day;
                metrics[row] = metric;
                if (!page.HasUnits[metric])
                {
                    chunk.SetNull(4, row);
                }
            }

            values.Slice(start, count).CopyTo(chunk.Column<double>(3));
            units.Slice(start, count).CopyTo(chunk.Column<Int128>(4));
            chunk.EndChunk(count);
        }
    }

    private void WriteCohorts(HoldingsPage page)
    {
        foreach (CohortBook.Row row in _book.Add(page))
        {
            _cohorts
                .CreateRow()
                .AppendValue(page.Replicate)
                .AppendValue(page.Day)
                .AppendValue((object)page.Holders)
                .AppendValue(row.CohortDay)
                .AppendValue((object)row.Token)
                .AppendValue(row.Agents)
                .AppendValue(row.Holding)
                .AppendValue(row.Total)
                .EndRow();
        }
    }

    private void WriteDistributions(HoldingsPage page)
    {
        for (int token = 0; token < page.Tokens.Length; token++)
        {
            HoldingsShape shape = HoldingsShape.Of(page.Balances(token));
            DuckDBAppenderRow row = _distributions
                .CreateRow()
                .AppendValue(page.Replicate)
                .AppendValue(page.Day)
                .AppendValue((object)page.Holders)
                .AppendValue((object)page.Tokens[token])
                .AppendValue(page.Count)
                .AppendValue(shape.Total);
            Array.ForEach(shape.Quantiles, quantile => row.AppendValue(quantile));
            row.AppendValue(shape.Gini).EndRow();
        }
    }
}
