package io.gavel.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.openhft.chronicle.values.Values;
import org.junit.jupiter.api.Test;

class ValueClassesTest {

    @Test
    void theClassThatChronicleMapWouldCompileAtEachStartWasCompiledByTheBuild() throws ClassNotFoundException {
        Class<?> used = Values.nativeClassFor(Class.forName("net.openhft.chronicle.hash.VanillaGlobalMutableState"));
        assertEquals(
                Views.class.getProtectionDomain().getCodeSource(),
                used.getProtectionDomain().getCodeSource());
    }
}
