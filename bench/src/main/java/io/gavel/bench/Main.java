package io.gavel.bench;

import java.io.IOException;
import java.util.Arrays;

/** {@code java -jar bench/target/bench.jar jmh …}: what follows is JMH's own command line. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        String command = arguments.length == 0 ? "" : arguments[0];
        switch (command) {
            case "jmh" -> org.openjdk.jmh.Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            default -> {
                System.err.println("usage: bench.jar jmh [options of JMH]");
                System.exit(2);
            }
        }
    }
}
