using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Banzhang.Tests.Rules.Architecture;

/// <summary>
/// Reads from an assembly file which types its types use, method bodies included (ECMA-335). What it cannot see is a constant inlined
/// by the compiler, hence rule OPS005.
/// </summary>
internal sealed partial class AssemblyReader
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)unchecked((ushort)code.Value), code => code.OperandType);

    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly SignatureNames _signatures;
    private HashSet<TypeName> _uses = [];

    private AssemblyReader(PEReader file)
    {
        _file = file;
        _metadata = file.GetMetadataReader();
        _signatures = new SignatureNames(this);
    }

    public static CompiledCode Read(params IEnumerable<string> files) => new(files.SelectMany(ReadOne));

    private static List<CompiledType> ReadOne(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = new AssemblyReader(file);
        return [.. reader._metadata.TypeDefinitions.Where(reader.IsOutermost).Select(reader.ReadType)];
    }

    private bool IsOutermost(TypeDefinitionHandle handle) => _metadata.GetTypeDefinition(handle).GetDeclaringType().IsNil;

    private CompiledType ReadType(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        _uses = [];
        var constants = new List<string>();
        CollectType(handle, constants, visible: true);
        var parent = BaseName(type);
        var isEnum = parent is { Space: "System", Name: "Enum" };
        var values = isEnum ? constants : [];
        _uses.Remove(NameOf(handle));
        return new(NameOf(handle), parent, type.Attributes.HasFlag(TypeAttributes.Abstract), values, isEnum ? [] : constants, _uses);
    }

    private TypeName? BaseName(TypeDefinition type) => type.BaseType.IsNil ? null : type.BaseType.Kind switch
    {
        HandleKind.TypeDefinition => NameOf((TypeDefinitionHandle)type.BaseType),
        HandleKind.TypeReference => NameOf((TypeReferenceHandle)type.BaseType),
        _ => _signatures.NameOf((TypeSpecificationHandle)type.BaseType),
    };

    private void CollectType(TypeDefinitionHandle handle, List<string> constants, bool visible)
    {
        var type = _metadata.GetTypeDefinition(handle);
        Use(type.BaseType);
        Attributes(type.GetCustomAttributes());
        foreach (var implemented in type.GetInterfaceImplementations())
            Use(_metadata.GetInterfaceImplementation(implemented).Interface);
        Constraints(type.GetGenericParameters());
        foreach (var property in type.GetProperties())
            Attributes(_metadata.GetPropertyDefinition(property).GetCustomAttributes());
        foreach (var raised in type.GetEvents())
            Use(_metadata.GetEventDefinition(raised).Type);
        var access = type.Attributes & TypeAttributes.VisibilityMask;
        visible &= access is not TypeAttributes.NestedPrivate;
        foreach (var field in type.GetFields())
            Field(_metadata.GetFieldDefinition(field), constants, visible);
        foreach (var method in type.GetMethods())
            Method(_metadata.GetMethodDefinition(method));
        foreach (var nested in type.GetNestedTypes())
        {
            var isEnum = BaseName(_metadata.GetTypeDefinition(nested)) is { Space: "System", Name: "Enum" };
            CollectType(nested, isEnum ? [] : constants, visible);
        }
    }

    private void Field(FieldDefinition field, List<string> constants, bool visible)
    {
        field.DecodeSignature(_signatures, 0);
        Attributes(field.GetCustomAttributes());
        var access = field.Attributes & FieldAttributes.FieldAccessMask;
        if (visible && field.Attributes.HasFlag(FieldAttributes.Literal) && access is not (FieldAttributes.Private or FieldAttributes.PrivateScope))
            constants.Add(_metadata.GetString(field.Name));
    }

    private void Method(MethodDefinition method)
    {
        method.DecodeSignature(_signatures, 0);
        Attributes(method.GetCustomAttributes());
        foreach (var parameter in method.GetParameters())
            Attributes(_metadata.GetParameter(parameter).GetCustomAttributes());
        Constraints(method.GetGenericParameters());
        if (method.RelativeVirtualAddress == 0)
            return;
        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_signatures, 0);
        foreach (var region in body.ExceptionRegions)
            Use(region.CatchType);
        Instructions(body.GetILReader());
    }

    private void Instructions(BlobReader code)
    {
        while (code.RemainingBytes > 0)
        {
            int opcode = code.ReadByte();
            if (opcode == 0xFE)
                opcode = 0xFE00 | code.ReadByte();
            switch (Operands[opcode])
            {
                case OperandType.InlineType or OperandType.InlineTok or OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineSig:
                    Use(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += targets * 4;
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.Offset++;
                    break;
                case OperandType.InlineVar:
                    code.Offset += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.Offset += 8;
                    break;
                default:
                    code.Offset += 4;
                    break;
            }
        }
    }

    private void Use(EntityHandle handle)
    {
        if (handle.IsNil)
            return;
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                _uses.Add(NameOf((TypeDefinitionHandle)handle));
                break;
            case HandleKind.TypeReference:
                _uses.Add(NameOf((TypeReferenceHandle)handle));
                break;
            case HandleKind.TypeSpecification:
                _metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(_signatures, 0);
                break;
            case HandleKind.MethodDefinition:
                var method = _metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                Use(method.GetDeclaringType());
                method.DecodeSignature(_signatures, 0);
                break;
            case HandleKind.FieldDefinition:
                var field = _metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                Use(field.GetDeclaringType());
                field.DecodeSignature(_signatures, 0);
                break;
            case HandleKind.MemberReference:
                var member = _metadata.GetMemberReference((MemberReferenceHandle)handle);
                Use(member.Parent);
                if (member.GetKind() == MemberReferenceKind.Method)
                    member.DecodeMethodSignature(_signatures, 0);
                else
                    member.DecodeFieldSignature(_signatures, 0);
                break;
            case HandleKind.MethodSpecification:
                var generic = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                Use(generic.Method);
                generic.DecodeSignature(_signatures, 0);
                break;
            case HandleKind.StandaloneSignature:
                _metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle).DecodeMethodSignature(_signatures, 0);
                break;
        }
    }

    private void Constraints(GenericParameterHandleCollection parameters)
    {
        foreach (var parameter in parameters)
        {
            foreach (var constraint in _metadata.GetGenericParameter(parameter).GetConstraints())
                Use(_metadata.GetGenericParameterConstraint(constraint).Type);
        }
    }

    private void Attributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var handle in attributes)
        {
            var attribute = _metadata.GetCustomAttribute(handle);
            Use(attribute.Constructor);
            // A typeof(...) among the arguments is stored as the type's full name.
            foreach (Match name in HouseTypes().Matches(Encoding.UTF8.GetString(_metadata.GetBlobBytes(attribute.Value))))
                _uses.Add(new(name.Groups[1].Value, name.Groups[2].Value));
        }
    }

    [GeneratedRegex(@"\b(Banzhang(?:\.\w+)+)\.(\w+)")]
    private static partial Regex HouseTypes();

    private TypeName NameOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil)
            type = _metadata.GetTypeDefinition(type.GetDeclaringType());
        return new(_metadata.GetString(type.Namespace), Simple(_metadata.GetString(type.Name)));
    }

    private TypeName NameOf(TypeReferenceHandle handle)
    {
        var type = _metadata.GetTypeReference(handle);
        while (type.ResolutionScope.Kind == HandleKind.TypeReference)
            type = _metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
        return new(_metadata.GetString(type.Namespace), Simple(_metadata.GetString(type.Name)));
    }

    /// <summary>Drops arity (<c>List`1</c>) and the mangling of file-local types (<c>&lt;File&gt;F0__Name</c>).</summary>
    private static string Simple(string name)
    {
        var arity = name.IndexOf('`', StringComparison.Ordinal);
        if (arity > 0)
            name = name[..arity];
        var local = name.IndexOf("__", StringComparison.Ordinal);
        return name.StartsWith('<') && local > 0 && local + 2 < name.Length ? name[(local + 2)..] : name;
    }

    /// <summary>Records every type that a signature names; hands back the outermost one.</summary>
    private sealed class SignatureNames(AssemblyReader reader) : ISignatureTypeProvider<TypeName, int>
    {
        public TypeName NameOf(TypeSpecificationHandle handle) => reader._metadata.GetTypeSpecification(handle).DecodeSignature(this, 0);

        public TypeName GetTypeFromDefinition(MetadataReader metadata, TypeDefinitionHandle handle, byte rawTypeKind) => Record(reader.NameOf(handle));

        public TypeName GetTypeFromReference(MetadataReader metadata, TypeReferenceHandle handle, byte rawTypeKind) => Record(reader.NameOf(handle));

        public TypeName GetTypeFromSpecification(MetadataReader metadata, int context, TypeSpecificationHandle handle, byte rawTypeKind) => NameOf(handle);

        public TypeName GetGenericInstantiation(TypeName genericType, ImmutableArray<TypeName> typeArguments) => genericType;

        public TypeName GetPrimitiveType(PrimitiveTypeCode typeCode) => new("System", typeCode.ToString());

        public TypeName GetArrayType(TypeName elementType, ArrayShape shape) => elementType;

        public TypeName GetSZArrayType(TypeName elementType) => elementType;

        public TypeName GetByReferenceType(TypeName elementType) => elementType;

        public TypeName GetPointerType(TypeName elementType) => elementType;

        public TypeName GetPinnedType(TypeName elementType) => elementType;

        public TypeName GetModifiedType(TypeName modifier, TypeName unmodifiedType, bool isRequired) => unmodifiedType;

        public TypeName GetFunctionPointerType(MethodSignature<TypeName> signature) => signature.ReturnType;

        public TypeName GetGenericMethodParameter(int context, int index) => default;

        public TypeName GetGenericTypeParameter(int context, int index) => default;

        private TypeName Record(TypeName name)
        {
            reader._uses.Add(name);
            return name;
        }
    }
}
