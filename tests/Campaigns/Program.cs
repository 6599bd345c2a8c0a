using System.Globalization;
using Souk.Campaigns;

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    cancellation.Cancel();
};
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
return await CampaignCommand.RunAsync(args, cancellation.Token);
