package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a user starts it: plain {@code java -jar}, on the JDK that runs this test. */
class JarIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path data;

    @Test
    void saysItsVersionAndNothingElse() throws IOException, InterruptedException {
        Process process = gavel("--version");

        assertTrue(text(process).matches("gavel \\d+\\.\\d+\\.\\d+\\S*\\R"));
        assertEquals(0, process.waitFor());
    }

    @Test
    void refusesAnUnknownCommand() throws IOException, InterruptedException {
        Process process = gavel("auctioneer");

        assertTrue(text(process).contains("auctioneer"));
        assertEquals(2, process.waitFor());
    }

    @Test
    void isNotReadyWhileItTakesNoWorkAndStillEndsWhenAsked() throws IOException, InterruptedException {
        String first = serveUntil("READY http=", "256");
        assertTrue(first.contains("READY http="), first);

        long more = data.toFile().getTotalSpace() >> 20;
        String second = serveUntil("ready=no reason=disk_full", Long.toString(more));

        assertTrue(second.contains("ready=no reason=disk_full"), second);
        assertFalse(second.contains("READY"), second);
    }

    @Test
    void whatTheDiskRefusesIsSaidInALine() throws IOException, InterruptedException {
        String folder = Files.writeString(data.resolve("file"), "not a folder") + "/data";
        ProcessBuilder builder = command("serve", "--data", folder, "--http-port", "0", "--sip-port", "0");
        builder.environment().put("GAVEL_START_WARM_UP_MS", "0");
        Process process = builder.start();

        String said = text(process);
        assertEquals(1, process.waitFor(), said);
        assertTrue(said.lines().anyMatch(line -> line.startsWith("gavel: ") && line.contains(folder)), said);
        assertTrue(said.lines().noneMatch(line -> line.startsWith("\tat ")), said);
    }

    /** What a person does first: the address that is printed, a name and a password, out, and in again by name. */
    @Test
    void whoSetItUpSignsInByName() throws IOException, InterruptedException {
        ProcessBuilder builder = command("serve", "--data", data.toString(), "--http-port", "0", "--sip-port", "0");
        builder.environment().put("GAVEL_START_WARM_UP_MS", "0");
        builder.environment().put("GAVEL_SIP_ENABLED", "false");
        Process process = builder.start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            String begin = "";
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                said.append(line).append('\n');
                int at = line.indexOf("http://127.0.0.1:");
                begin = at >= 0 ? line.substring(at).strip() : begin;
                if (line.startsWith("READY") && !begin.isEmpty()) {
                    setUpAndSignIn(URI.create(begin));
                    process.toHandle().destroy();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.waitFor(), said.toString());
        assertTrue(said.toString().contains("READY"), said.toString());
    }

    private static void setUpAndSignIn(URI begin) throws IOException, InterruptedException {
        Map<String, String> browser = new TreeMap<>();
        String first = get(browser, begin).body();
        String code = begin.getQuery().substring(begin.getQuery().indexOf('=') + 1);
        String password = "four words of mine";
        HttpResponse<String> made = post(
                browser,
                begin.resolve("/console/setup"),
                first,
                Map.of("code", code, "name", "me@example.com", "new", password, "newAgain", password));
        assertEquals(303, made.statusCode(), made::body);

        browser.clear();
        assertEquals(303, get(browser, begin.resolve("/console/account")).statusCode(), "nobody yet");
        String door = get(browser, begin.resolve("/console/sign-in")).body();
        HttpResponse<String> wrong = post(
                browser,
                begin.resolve("/console/sign-in"),
                door,
                Map.of("name", "me@example.com", "password", "three words only"));
        assertEquals(403, wrong.statusCode(), wrong::body);
        HttpResponse<String> right = post(
                browser,
                begin.resolve("/console/sign-in"),
                wrong.body(),
                Map.of("name", "me@example.com", "password", password));
        assertEquals(303, right.statusCode(), right::body);
        HttpResponse<String> page = get(
                browser, begin.resolve(right.headers().firstValue("location").orElse("")));
        assertEquals(200, page.statusCode(), page::body);
        assertTrue(page.body().contains("me@example.com"), page::body);
    }

    private static HttpResponse<String> get(Map<String, String> cookies, URI address)
            throws IOException, InterruptedException {
        return send(cookies, HttpRequest.newBuilder(address));
    }

    /** With the token of the page that has the form. */
    private static HttpResponse<String> post(
            Map<String, String> cookies, URI address, String page, Map<String, String> fields)
            throws IOException, InterruptedException {
        StringBuilder form =
                new StringBuilder("token=").append(page.replaceAll("(?s).*name=\"token\" value=\"([^\"]+)\".*", "$1"));
        fields.forEach((name, value) ->
                form.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return send(
                cookies,
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form.toString())));
    }

    /** With the cookies that were set, as browsers send them. */
    private static HttpResponse<String> send(Map<String, String> cookies, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        List<String> pairs = new ArrayList<>();
        cookies.forEach((name, value) -> pairs.add(name + "=" + value));
        if (!pairs.isEmpty()) {
            request.header("Cookie", String.join("; ", pairs));
        }
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        for (String cookie : answer.headers().allValues("set-cookie")) {
            int equals = cookie.indexOf('=');
            cookies.put(cookie.substring(0, equals), cookie.substring(equals + 1, cookie.indexOf(';')));
        }
        return answer;
    }

    /** Starts it, and asks it to end when it has said that. */
    private String serveUntil(String saying, String reserveMegabytes) throws IOException, InterruptedException {
        ProcessBuilder builder = command("serve", "--data", data.toString(), "--http-port", "0", "--sip-port", "0");
        builder.environment().put("GAVEL_JOURNAL_RESERVE_MB", reserveMegabytes);
        builder.environment().put("GAVEL_START_WARM_UP_MS", "0");
        Process process = builder.start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                said.append(line).append('\n');
                if (line.contains(saying)) {
                    process.toHandle().destroy(); // leaves its output open
                }
            }
        }
        assertEquals(0, process.waitFor(), said.toString());
        return said.toString();
    }

    private static Process gavel(String... arguments) throws IOException {
        return command(arguments).start();
    }

    private static ProcessBuilder command(String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String[] command = new String[arguments.length + 3];
        command[0] = java;
        command[1] = "-jar";
        command[2] = System.getProperty("gavel.jar");
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private static String text(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
