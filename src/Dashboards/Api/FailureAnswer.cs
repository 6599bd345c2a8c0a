using Microsoft.AspNetCore.Http;
using Souk.Dashboards.Answers;

namespace Souk.Dashboards.Api;

/// <summary>What a request that failed gets: programs a reason as JSON, people the page of failures.</summary>
internal static class FailureAnswer
{
    public static async Task WriteAsync(HttpContext context, Exception error)
    {
        int status = error switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            ReadTimeException => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };
        context.Response.StatusCode = status;
        if (context.Request.Path.StartsWithSegments("/api"))
        {
            string reason = error is BadHttpRequestException or ReadTimeException
                ? error.Message
                : "The request failed; the terminal that runs souk says why.";
            await JsonAnswer.Refuse(reason, status).ExecuteAsync(context);
        }
    }
}
