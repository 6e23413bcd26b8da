using System.Text.Json;

namespace IrisClassifier;

/// <summary>What an experiment may change; DVC follows each of them in params.json.</summary>
internal sealed record TrainingSettings(int Seed, double TestFraction, float L2Regularization)
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static TrainingSettings Read(string path) =>
        JsonSerializer.Deserialize<TrainingSettings>(File.ReadAllText(path), SnakeCase)
        ?? throw new InvalidDataException($"{path} is empty.");
}
