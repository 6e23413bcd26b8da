using System.Globalization;
using CsCheck;

namespace StudioMsBuild.Tests.Properties;

/// <summary>Checks what holds for every case: the same cases in each run, and with STUDIO_TEST_FUZZ=20 twenty seconds of new ones for each property.</summary>
internal static class Property
{
    private const int Cases = 1000;

    private static readonly int Seconds = int.Parse(Environment.GetEnvironmentVariable("STUDIO_TEST_FUZZ") ?? "0", CultureInfo.InvariantCulture);

    public static void Holds<T>(Gen<T> cases, Action<T> check)
    {
        // CsCheck's own seed is that of the first case only; here one generator makes them all.
        var fixedCases = new PCG(1, 20261124);
        for (var at = 0; at < Cases; at++)
        {
            var seed = fixedCases.ToString();
            try
            {
                check(cases.Generate(fixedCases, null, out _));
            }
            catch (Exception)
            {
                // Once more, for a smaller case and a readable report.
                cases.Sample(check, seed: seed, iter: 10_000, print: Print);
                throw;
            }
        }

        if (Seconds > 0)
            cases.Sample(check, TestContext.Current.TestOutputHelper!.WriteLine, time: Seconds, threads: 1, print: Print);
    }

    private static string Print<T>(T value) => Text.Clean($"{value}", 8192);
}
