using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace StudioMsBuild.Emulator;

/// <summary>A token that the emulator accepts: its user and its scopes. Only a hash of the token itself is kept.</summary>
public sealed partial class AccessToken
{
    private const string NeededScope = "PROJECT";
    private static readonly string[] KnownScopes = [NeededScope, "EXPERIMENTS", "MODELS", "DATASETS"];

    private readonly byte[] hash;

    private AccessToken(string token, string? user, string[] scopes) => (hash, User, Scopes) = (Hash(token), user, scopes);

    /// <summary>The syntax of a token, for messages.</summary>
    public static string Form { get; } =
        $"[USER:]TOKEN[=SCOPE,…] with scopes of {string.Join(", ", KnownScopes)} (default {NeededScope}); "
        + "a token has letters, digits and . _ ~ + / -";

    /// <summary>The user of the token; null: the emulator's default user.</summary>
    public string? User { get; }

    /// <summary>Names of Studio's scopes.</summary>
    public IReadOnlyList<string> Scopes { get; }

    internal bool MayCreateProjects => Scopes.Contains(NeededScope, StringComparer.Ordinal);

    /// <summary>Reads a token of the form <c>[USER:]TOKEN[=SCOPE,…]</c>; without scopes it has PROJECT.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AccessToken? token)
    {
        token = null;
        var match = WrittenForm.Match(text);
        if (!match.Success)
            return false;

        var user = match.Groups["user"] is { Success: true, Value: var name } ? name : null;
        string[] scopes = match.Groups["scopes"] is { Success: true, Value: var list } ? list.ToUpperInvariant().Split(',') : [NeededScope];
        if ((user is not null && !Name.IsValid(user)) || scopes.Except(KnownScopes, StringComparer.Ordinal).Any())
            return false;

        token = new AccessToken(match.Groups["token"].Value, user, scopes);
        return true;
    }

    internal bool Is(string token) => CryptographicOperations.FixedTimeEquals(hash, Hash(token));

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    [GeneratedRegex(
        @"^((?<user>.+):)?(?<token>[A-Za-z0-9._~+/-]+)(=(?<scopes>[A-Za-z,]+))?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex WrittenForm { get; }
}
