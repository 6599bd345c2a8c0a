using System.Text;

namespace Souk.LocalChain.Economy.SingularityNet;

/// <summary>Registers each organisation and its services on their days.</summary>
internal sealed class PublishingScript(
    World world,
    SingularityNetContracts snet,
    IReadOnlyList<Organisation> organisations
) : IScript
{
    public Task PlanAsync(CancellationToken cancellation)
    {
        if (world.Slot == 0)
        {
            foreach (Organisation organisation in organisations)
            {
                Publish(organisation);
            }
        }

        return Task.CompletedTask;
    }

    private void Publish(Organisation organisation)
    {
        byte[] id = Organisation.PadName(organisation.Id);
        if (organisation.ServiceDays[0] == world.Day)
        {
            byte[] uri = MetadataUri(organisation.Id);
            world.Call(organisation.Account, snet.Registry, "createOrganization", id, uri, Array.Empty<object>());
        }

        for (int index = 0; index < organisation.Services.Count; index++)
        {
            if (organisation.ServiceDays[index] == world.Day)
            {
                string service = organisation.Services[index];
                byte[] uri = MetadataUri($"{organisation.Id}/{service}");
                byte[] serviceId = Organisation.PadName(service);
                world.Call(organisation.Account, snet.Registry, "createServiceRegistration", id, serviceId, uri);
            }
        }
    }

    private static byte[] MetadataUri(string path) => Encoding.ASCII.GetBytes("ipfs://synthetic-demo/" + path);
}
