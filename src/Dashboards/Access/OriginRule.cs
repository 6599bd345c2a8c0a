using Microsoft.AspNetCore.Http;

namespace Souk.Dashboards.Access;

/// <summary>Which sites' pages may ask through a reader's browser: our own, and those that the policy names.</summary>
internal static class OriginRule
{
    /// <summary>Decides, and tells the browser of a named site that it may read.</summary>
    public static bool Allows(HttpContext context, AccessPolicy policy)
    {
        HttpRequest request = context.Request;
        string origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
        {
            // Browsers name the origin of whatever could change something, but for very old ones.
            return IsSafe(request) || request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";
        }

        if (policy.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            context.Response.Headers.AccessControlAllowOrigin = origin;
            context.Response.Headers.AccessControlAllowHeaders = "authorization, content-type, if-none-match";
            context.Response.Headers.AccessControlExposeHeaders = "etag, retry-after";
            context.Response.Headers.Vary = "Origin";
            return true;
        }

        // Behind a proxy that speaks TLS the scheme differs; the host name tells the site.
        return Uri.TryCreate(origin, UriKind.Absolute, out Uri? site)
            && site.Scheme is "http" or "https"
            && string.Equals(site.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    public static bool IsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && request.Headers.ContainsKey("Access-Control-Request-Method");

    private static bool IsSafe(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        || HttpMethods.IsHead(request.Method)
        || HttpMethods.IsOptions(request.Method);
}
