using Microsoft.ML;

namespace IrisClassifier;

internal static class Training
{
    /// <summary>Species to key, measures to one normalised vector, maximum entropy on top.</summary>
    public static IEstimator<ITransformer> Pipeline(MLContext context, TrainingSettings settings) =>
        context.Transforms.Conversion.MapValueToKey("Label", nameof(Flower.Species))
            .Append(context.Transforms.Concatenate(
                "Features",
                nameof(Flower.SepalLength),
                nameof(Flower.SepalWidth),
                nameof(Flower.PetalLength),
                nameof(Flower.PetalWidth)))
            .Append(context.Transforms.NormalizeMeanVariance("Features"))
            .Append(context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
                l1Regularization: 0,
                l2Regularization: settings.L2Regularization))
            .Append(context.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
}
