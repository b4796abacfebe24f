package io.gavel.gateway.speech;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Speaks as the process with the model does: says the file's name of each recording, dies of one that is named so, and says what it
 * finds in its environment of one that is named so.
 */
final class SpeechStandIn {
    private SpeechStandIn() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("{\"ready\":true}");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.endsWith("dies.wav")) {
                Runtime.getRuntime().halt(139);
            }
            String name = line.substring(line.lastIndexOf('/') + 1);
            String heard = name.equals("environment.wav") ? environment() : "this is " + name;
            System.out.println("{\"caller\":\"" + heard + "\",\"buyer\":\"\",\"millis\":2500}");
        }
    }

    private static String environment() {
        return System.getenv().keySet().stream()
                .filter(name -> name.startsWith("GAVEL_") || name.contains("OPTIONS") || name.equals("TZ"))
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
