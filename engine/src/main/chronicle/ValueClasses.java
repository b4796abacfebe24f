import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Run by the build before it compiles: writes the source of the one class that Chronicle Map would otherwise generate and
 * compile whenever a program first opens a map, which costs two seconds of its start. Chronicle looks for the class before it makes it.
 */
public final class ValueClasses {
    private static final String STATE = "net.openhft.chronicle.hash.VanillaGlobalMutableState";

    public static void main(String[] arguments) throws Exception {
        Class<?> modelClass = Class.forName("net.openhft.chronicle.values.ValueModel");
        Object model = open(modelClass.getDeclaredMethod("acquire", Class.class)).invoke(null, Class.forName(STATE));
        String name = open(modelClass.getDeclaredMethod("simpleName")).invoke(model) + "$$Native";
        Method generate = Class.forName("net.openhft.chronicle.values.Generators")
                .getDeclaredMethod("generateNativeClass", modelClass, String.class);
        String source = (String) open(generate).invoke(null, model, name);
        Path file = Path.of(arguments[0], STATE.replaceAll("[^.]*$", "").replace('.', '/'), name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source.replaceFirst("public class", "@SuppressWarnings(\"rawtypes\")\npublic class"));
    }

    private static Method open(Method method) {
        method.setAccessible(true);
        return method;
    }
}
