using System.Net;
using Souk.Indexer.Documents;

namespace Souk.Indexer.Tests.Documents;

public sealed class AllowedSocketsTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:7f00::")]
    public void A_name_never_leads_to_this_machine_or_its_neighbours(string address)
    {
        AllowedSockets.IsAllowed("docs.example", IPAddress.Parse(address)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("docs.example", "93.184.215.14")]
    [InlineData("docs.example", "172.32.0.1")]
    [InlineData("docs.example", "2606:2800:21f:cb07:6820:80da:af6b:8b2c")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("[::1]", "::1")]
    [InlineData("localhost", "127.0.0.1")]
    public void Public_addresses_and_those_that_are_meant_are_connected_to(string host, string address)
    {
        AllowedSockets.IsAllowed(host, IPAddress.Parse(address)).ShouldBeTrue();
    }
}
