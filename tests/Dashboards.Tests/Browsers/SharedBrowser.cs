[assembly: AssemblyFixture(typeof(Souk.Dashboards.Tests.Browsers.Chromium))]
