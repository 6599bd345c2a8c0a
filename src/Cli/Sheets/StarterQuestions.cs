namespace Souk.Cli.Sheets;

/// <summary>Asks whoever sits at a terminal for what no option says; an empty answer takes what stands in brackets.</summary>
internal sealed class StarterQuestions(TextReader answers, TextWriter screen)
{
    private const int AnswersMax = 5;

    /// <summary>Asks until an answer fits.</summary>
    /// <param name="question">As it is asked.</param>
    /// <param name="usual">What an empty answer stands for.</param>
    /// <param name="read">What an answer means; null with what fits, for one that does not.</param>
    /// <exception cref="InvalidInputException">The answers ended, or none of several fits.</exception>
    public T Ask<T>(string question, string usual, Func<string, (T? Value, string Limits)> read)
        where T : class
    {
        string limits = "";
        for (int i = 0; i < AnswersMax; i++)
        {
            screen.Write($"{question} [{usual}] ");
            screen.Flush();
            string answer =
                answers.ReadLine()
                ?? throw new InvalidInputException($"No answer to: {question} Use the options instead.");
            (T? value, limits) = read(answer.Trim().Length == 0 ? usual : answer.Trim());
            if (value is not null)
            {
                return value;
            }

            screen.WriteLine($"That is not {limits}.");
        }

        throw new InvalidInputException($"{AnswersMax} answers to: {question} None is {limits}.");
    }
}
