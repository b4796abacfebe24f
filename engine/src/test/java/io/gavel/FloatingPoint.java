package io.gavel;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.FieldVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Type;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds doubles and floats where import rules do not look: in the byte code, local variables and casts included. */
final class FloatingPoint extends ClassVisitor {

    private static final Pattern INSTRUCTION = Pattern.compile(
            "[DF](LOAD|ALOAD|STORE|ASTORE|CONST_.|ADD|SUB|MUL|DIV|REM|NEG|CMP[LG]|RETURN|2.)|[IL]2[DF]");
    private static final Set<Integer> INSTRUCTIONS = Stream.of(Opcodes.class.getFields())
            .filter(field -> INSTRUCTION.matcher(field.getName()).matches())
            .map(FloatingPoint::value)
            .collect(Collectors.toSet());

    private final String type;
    private final List<String> found = new ArrayList<>();

    private FloatingPoint(String type) {
        super(Opcodes.ASM9);
        this.type = type;
    }

    /** One line for each field, method and instruction of this class that has to do with floating point. */
    static Stream<String> in(JavaClass type) {
        FloatingPoint visitor = new FloatingPoint(type.getName());
        try (InputStream bytes = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            new ClassReader(bytes).accept(visitor, ClassReader.SKIP_DEBUG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return visitor.found.stream();
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String name, String descriptor, String signature, Object value) {
        note(descriptor, name);
        return null;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        note(descriptor, name);
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitInsn(int opcode) {
                noteInstruction(opcode, name);
            }

            @Override
            public void visitVarInsn(int opcode, int variable) {
                noteInstruction(opcode, name);
            }

            @Override
            public void visitMethodInsn(
                    int opcode, String owner, String called, String descriptor, boolean isInterface) {
                if (!isSizeOfCollection(owner, called)) {
                    note(descriptor, name + " calls " + called);
                }
            }
        };
    }

    private void noteInstruction(int opcode, String where) {
        if (INSTRUCTIONS.contains(opcode)) {
            found.add(type + "." + where + ": instruction " + opcode);
        }
    }

    /** {@code new Long2LongHashMap(capacity, loadFactor, missing)} computes nothing that the rules would see. */
    private static boolean isSizeOfCollection(String owner, String called) {
        return called.equals("<init>") && owner.startsWith("org/agrona/collections/");
    }

    private void note(String descriptor, String where) {
        Type described = Type.getType(descriptor);
        Stream<Type> types = described.getSort() == Type.METHOD
                ? Stream.concat(Stream.of(described.getReturnType()), Stream.of(described.getArgumentTypes()))
                : Stream.of(described);
        if (types.anyMatch(FloatingPoint::isFloating)) {
            found.add(type + "." + where + " " + descriptor);
        }
    }

    private static boolean isFloating(Type type) {
        return switch (type.getSort()) {
            case Type.DOUBLE, Type.FLOAT -> true;
            case Type.ARRAY -> isFloating(type.getElementType());
            default -> false;
        };
    }

    private static Integer value(Field constant) {
        try {
            return constant.getInt(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
