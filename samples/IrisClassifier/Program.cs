using System.Text.Json;
using IrisClassifier;
using Microsoft.ML;

var settings = TrainingSettings.Read("params.json");
var context = new MLContext(settings.Seed);

var flowers = context.Data.LoadFromTextFile<Flower>("data/iris.csv", separatorChar: ',', hasHeader: true);
var split = context.Data.TrainTestSplit(flowers, settings.TestFraction);

var model = Training.Pipeline(context, settings).Fit(split.TrainSet);
var metrics = context.MulticlassClassification.Evaluate(model.Transform(split.TestSet));

context.Model.Save(model, flowers.Schema, "model.zip");
File.WriteAllText("metrics.json", JsonSerializer.Serialize(
    new { accuracy = Math.Round(metrics.MacroAccuracy, 4), log_loss = Math.Round(metrics.LogLoss, 4) }) + "\n");

Console.WriteLine($"accuracy {metrics.MacroAccuracy:P1}, log loss {metrics.LogLoss:F3}");
