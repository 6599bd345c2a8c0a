using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Souk.Dashboards.Answers;

namespace Souk.Dashboards.Api;

/// <summary>What a request that failed, or that nothing answers, gets: programs a reason as JSON, people the page of failures.</summary>
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
        HttpResponse response = context.Response;
        response.StatusCode = status;
        // A page that fails while it is drawn has said of what type it would be, and an answer with a type is left as it is.
        response.ContentType = null;
        response.ContentLength = null;
        response.Headers.ContentDisposition = StringValues.Empty;
        if (context.Request.Path.StartsWithSegments("/api"))
        {
            string reason = error is BadHttpRequestException or ReadTimeException
                ? error.Message
                : "The request failed; the terminal that runs souk says why.";
            await JsonAnswer.Refuse(reason, status).ExecuteAsync(context);
        }
    }

    /// <summary>A reason for programs where routing refused without one; anything else is left as it is.</summary>
    public static async Task TellAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        if (
            response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest, ContentType: null }
            && context.Request.Path.StartsWithSegments("/api")
        )
        {
            string reason = response.StatusCode switch
            {
                StatusCodes.Status404NotFound =>
                    "Nothing answers at this address. /api/openapi.json lists what can be asked.",
                StatusCodes.Status405MethodNotAllowed =>
                    $"This address takes {response.Headers.Allow}, not {context.Request.Method}.",
                _ => "The request was refused.",
            };
            await JsonAnswer.Refuse(reason, response.StatusCode).ExecuteAsync(context);
        }
    }
}
