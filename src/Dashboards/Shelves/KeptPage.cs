using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Souk.Dashboards.Shelves;

/// <summary>A page as it was made.</summary>
/// <param name="State">Of the warehouse, when it began to be made.</param>
/// <param name="Took">To make it.</param>
internal sealed record KeptPage(string State, int Status, string? ContentType, byte[] Body, TimeSpan Took)
{
    /// <summary>As its tab says it; empty where it has none.</summary>
    public string Title
    {
        get
        {
            int start = Body.AsSpan().IndexOf("<title>"u8) + "<title>".Length;
            int length = Body.AsSpan(start).IndexOf("</title>"u8);
            return length < 0 ? "" : WebUtility.HtmlDecode(Encoding.UTF8.GetString(Body, start, length));
        }
    }

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        if (Body.Length == 0)
        {
            return;
        }

        response.ContentType = ContentType;
        await response.Body.WriteAsync(Body, response.HttpContext.RequestAborted);
    }
}
