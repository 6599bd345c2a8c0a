using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Access;

/// <summary>Says why a request is not answered: JSON for programs, a short page for people.</summary>
internal static class AccessRefusal
{
    public static async Task WriteAsync(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        bool isApi = context.Request.Path.StartsWithSegments("/api");
        context.Response.ContentType = isApi ? "application/json; charset=utf-8" : "text/html; charset=utf-8";
        await context.Response.WriteAsync(isApi ? Json(reason) : Page(status, reason));
    }

    private static string Json(string reason) =>
        $"{{\"error\":\"{JsonEncodedText.Encode(reason, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"}}\n";

    private static string Page(int status, string reason) =>
        $"<!doctype html><html lang=\"{PageWords.Plain("layout.language")}\"><meta charset=\"utf-8\"><title>{PageWords.Plain("access.souk-status", status)}</title><main><h1>{PageWords.Of("access.not-answered")}</h1><p>{WebUtility.HtmlEncode(reason)}</p></main></html>\n";
}
