using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Souk.Research.Frames;
using Souk.Warehouse.Metrics;

namespace Souk.Research.Connections;

/// <summary>A running `souk serve`, asked over its API.</summary>
/// <remarks>Calls wait, and stop when the running cell is interrupted (<see cref="FrameStore.Cancellation"/>).</remarks>
internal sealed class SoukServer : IDisposable
{
    private const int PageRows = 10_000;

    /// <summary>A server's word that a request had its owner's token.</summary>
    private const string OwnerHeader = "Souk-Server";
    private const string Owner = "owner";

    private static readonly TimeSpan s_ownerTimeMax = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_timeMax = TimeSpan.FromMinutes(2);

    private readonly HttpClient _client;

    private SoukServer(HttpClient client) => _client = client;

    public Uri Address => _client.BaseAddress!;

    /// <param name="key">Null where the server asks for none.</param>
    /// <exception cref="ServerException">No http address, or the key would travel in the clear.</exception>
    public static SoukServer Connect(string address, string? key)
    {
        if (
            !Uri.TryCreate(address.TrimEnd('/') + '/', UriKind.Absolute, out Uri? server)
            || server.Scheme is not ("http" or "https")
        )
        {
            throw new ServerException($"'{address}' is no server's address, such as http://127.0.0.1:8080.");
        }

        if (key is not null && server.Scheme == "http" && !server.IsLoopback)
        {
            throw new ServerException($"A key is not sent to {server.Host} in the clear: use https.");
        }

        // A redirect could lead the key elsewhere.
        HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = server,
            Timeout = s_timeMax,
        };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return new SoukServer(client);
    }

    public void Dispose() => _client.Dispose();

    /// <exception cref="ServerException">No answer, or a refusal.</exception>
    public JsonElement Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path), path);

    /// <summary>Whether the key is the token that the server gave to whoever may read its warehouse's file.</summary>
    /// <returns>False also where nothing answers, or not in time.</returns>
    public bool IsOwner()
    {
        using CancellationTokenSource late = new(s_ownerTimeMax);
        using HttpRequestMessage request = new(HttpMethod.Get, "healthz");
        try
        {
            using HttpResponseMessage reply = _client.Send(request, late.Token);
            return reply.Headers.TryGetValues(OwnerHeader, out IEnumerable<string>? values) && values.Contains(Owner);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>One SELECT as a file.</summary>
    /// <param name="format">csv, json, parquet or xlsx.</param>
    /// <exception cref="ServerException">No answer, or a refusal.</exception>
    public byte[] Sql(string sql, string format) =>
        Bytes(
            new HttpRequestMessage(HttpMethod.Post, "api/v1/sql") { Content = JsonContent.Create(new { sql, format }) },
            "the query"
        );

    /// <summary>What is answered to an address of the server, as bytes.</summary>
    /// <exception cref="ServerException">No answer, or a refusal.</exception>
    public byte[] File(string path) => Bytes(new HttpRequestMessage(HttpMethod.Get, path), path);

    public TypedRows Sql(string sql)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "api/v1/sql") { Content = JsonContent.Create(new { sql }) };
        return TypedRows.Read(Send(request, "the query"));
    }

    public Metric Definition(string key)
    {
        JsonElement answer = Get($"api/v1/metrics/{Uri.EscapeDataString(key)}");
        string Field(string name) => answer.GetProperty(name).GetString()!;
        return new Metric(
            Field("key"),
            Field("title"),
            Field("unit"),
            Field("formula"),
            Field("definer"),
            Field("caveats"),
            Field("sql")
        );
    }

    /// <summary>All rows of a metric, page by page.</summary>
    /// <exception cref="ServerException">No answer, a refusal, or blocks came between two pages.</exception>
    public TypedRows Metric(
        string key,
        string market,
        DateOnly? asOf,
        MetricActor actor,
        DateTime? knownAt,
        string? asOfBlock = null
    )
    {
        string question =
            $"api/v1/markets/{Uri.EscapeDataString(market)}/metrics/{Uri.EscapeDataString(key)}"
            + $"?by={(actor == MetricActor.Entity ? "entity" : "address")}&limit={PageRows}"
            + (asOf is { } day ? $"&as_of={day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "")
            + (asOfBlock is { } block ? $"&as_of_block={Uri.EscapeDataString(block)}" : "")
            + (knownAt is { } moment ? $"&known_at={KnowledgeTime.Format(moment)}" : "");
        JsonElement answer = Get(question);
        TypedRows rows = TypedRows.Read(answer);
        string first = answer.GetProperty("as_of").GetRawText();
        while (answer.GetProperty("next").GetString() is { } next)
        {
            answer = Get(next.TrimStart('/'));
            if (answer.GetProperty("as_of").GetRawText() != first)
            {
                throw new ServerException(
                    $"Blocks came while '{key}' was read page by page. Ask again, or as of a day."
                );
            }

            rows.Add(answer);
        }

        return rows;
    }

    private byte[] Bytes(HttpRequestMessage request, string what)
    {
        try
        {
            using HttpResponseMessage reply = _client.Send(request, FrameStore.Cancellation());
            using Stream stream = reply.Content.ReadAsStream();
            if (!reply.IsSuccessStatusCode)
            {
                using JsonDocument answer = JsonDocument.Parse(stream);
                throw Refusal(answer.RootElement, reply, what);
            }

            using MemoryStream bytes = new();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            throw new ServerException($"{Address} gave no answer to {what}: {exception.Message}", exception);
        }
        finally
        {
            request.Dispose();
        }
    }

    private ServerException Refusal(JsonElement answer, HttpResponseMessage reply, string what) =>
        new(
            answer.TryGetProperty("error", out JsonElement error)
                ? error.GetString()!
                : $"{Address} answered {what} with {(int)reply.StatusCode}."
        );

    private JsonElement Send(HttpRequestMessage request, string what)
    {
        try
        {
            using HttpResponseMessage reply = _client
                .SendAsync(request, FrameStore.Cancellation())
                .GetAwaiter()
                .GetResult();
            using Stream stream = reply.Content.ReadAsStream();
            using JsonDocument answer = JsonDocument.Parse(stream);
            return reply.IsSuccessStatusCode
                ? answer.RootElement.Clone()
                : throw Refusal(answer.RootElement, reply, what);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            throw new ServerException($"{Address} gave no answer to {what}: {exception.Message}", exception);
        }
        finally
        {
            request.Dispose();
        }
    }
}
