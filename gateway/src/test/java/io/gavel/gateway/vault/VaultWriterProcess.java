package io.gavel.gateway.vault;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;

/** A process of its own that stores for ever and says what was acknowledged, to be killed in the middle. */
final class VaultWriterProcess {
    private VaultWriterProcess() {}

    static Process start(Path directory, String key) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        VaultWriterProcess.class.getName(),
                        directory.toString(),
                        key)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
        VaultSettings settings = VaultSettings.defaults().with(Durability.NONE);
        try (Vault vault =
                Vault.open(Path.of(arguments[0]), MasterKey.of(arguments[1]), settings, InstantSource.system())) {
            for (int i = 0; ; i++) {
                String lead = "lead number " + i + ".";
                out.println(VaultTest.store(vault, lead) + " " + lead);
            }
        }
    }
}
