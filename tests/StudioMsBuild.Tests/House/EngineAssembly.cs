using Mono.Cecil;

namespace StudioMsBuild.Tests.House;

/// <summary>The compiled engine: which of its types uses what.</summary>
internal sealed class EngineAssembly : IDisposable
{
    // Read and not loaded: MSBuild, which the task needs, is not here.
    private readonly AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(typeof(Diagnostic).Assembly.Location);

    public IEnumerable<TypeDefinition> Types => assembly.MainModule.Types.Where(type => type.Name != "<Module>");

    public TypeDefinition Task => Types.Single(type => type.Name == nameof(CreateStudioProject));

    public IEnumerable<string> References => assembly.MainModule.AssemblyReferences.Select(reference => reference.Name);

    /// <summary>The full names of the types whose code, fields or signatures use something.</summary>
    public string[] UsersOf(Func<MemberReference, bool> something) =>
        [.. Types.Where(type => Uses(type).Any(something)).Select(type => type.FullName).Order(StringComparer.Ordinal)];

    /// <summary>The namespaces whose types use something.</summary>
    public string[] NamespacesUsing(Func<MemberReference, bool> something) =>
        [.. Types.Where(type => Uses(type).Any(something)).Select(type => type.Namespace).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public void Dispose() => assembly.Dispose();

    /// <summary>Every member and type that a type or one nested in it (closures, state machines) mentions.</summary>
    private static IEnumerable<MemberReference> Uses(TypeDefinition type) =>
        [
            .. type.BaseType is { } parent ? [parent] : Array.Empty<MemberReference>(),
            .. type.Interfaces.Select(implemented => implemented.InterfaceType),
            .. type.Fields.SelectMany(field => Parts(field.FieldType)),
            .. type.Methods.SelectMany(Uses),
            .. type.NestedTypes.SelectMany(Uses),
        ];

    private static IEnumerable<MemberReference> Uses(MethodDefinition method) =>
        [
            .. Parts(method.ReturnType),
            .. method.Parameters.SelectMany(parameter => Parts(parameter.ParameterType)),
            .. method.HasBody ? method.Body.Variables.SelectMany(variable => Parts(variable.VariableType)) : [],
            .. method.HasBody
                ? method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MemberReference>().SelectMany(member => Parts(member.DeclaringType).Prepend(member))
                : [],
        ];

    // List<Process[]> is List, Process[] and Process.
    private static IEnumerable<MemberReference> Parts(TypeReference? type) => type switch
    {
        null => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };
}
