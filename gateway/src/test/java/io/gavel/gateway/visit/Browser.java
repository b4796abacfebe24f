package io.gavel.gateway.visit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real Chromium without a window, spoken to by the DevTools protocol: opens pages and looks at what is on them. */
public final class Browser implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private final Process process;
    private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final WebSocket socket;

    private Browser(Process process, String page) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(page), new Listener())
                .join();
    }

    /** Where the binary is, null if this machine has none. */
    public static @Nullable Path binary() {
        return NAMES.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    public static Browser start(Path binary, Path profile) throws Exception {
        Process process = new ProcessBuilder(
                        binary.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return new Browser(process, page(endpoint(process)));
        } catch (Exception | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Opens a page and waits until its scripts have run. */
    public void open(String url) {
        call("Page.enable", new JsonObject());
        call("Page.navigate", new JsonObject().put("url", url));
        await("location.href === '" + url + "' && document.readyState === 'complete'");
    }

    /** The value of an expression in the page, as a text. */
    public String text(String expression) {
        JsonObject answer = evaluate(expression);
        if (answer.containsKey("exceptionDetails")) {
            throw new AssertionError(answer.encode());
        }
        return value(answer);
    }

    /** Waits until an expression is true in the page; while one page goes and the next comes, there may be nothing to ask. */
    public void await(String expression) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        JsonObject answer = evaluate(expression);
        while (answer.containsKey("exceptionDetails") || !value(answer).equals("true")) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never: " + expression + "; " + answer.encode() + "; the page is "
                        + text("document.body?.outerHTML"));
            }
            answer = evaluate(expression);
        }
    }

    private JsonObject evaluate(String expression) {
        return call(
                "Runtime.evaluate",
                new JsonObject()
                        .put("expression", "String(" + expression + ")")
                        .put("returnByValue", true)
                        .put("awaitPromise", true));
    }

    private static String value(JsonObject answer) {
        return answer.getJsonObject("result", new JsonObject()).getString("value", "");
    }

    /** How large the window is, and whether its owner likes it dark. */
    public void look(int width, int height, boolean dark) {
        call(
                "Emulation.setDeviceMetricsOverride",
                new JsonObject()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        JsonObject scheme = new JsonObject().put("name", "prefers-color-scheme").put("value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", new JsonObject().put("features", new JsonArray().add(scheme)));
    }

    /** Keeps what is seen as a PNG file. */
    public void picture(Path file) throws IOException {
        JsonObject answer = call("Page.captureScreenshot", new JsonObject());
        Files.createDirectories(file.getParent());
        Files.write(file, java.util.Base64.getDecoder().decode(answer.getString("data")));
    }

    @Override
    public void close() throws Exception {
        List<ProcessHandle> all = process.descendants().toList();
        socket.sendText(
                        new JsonObject()
                                .put("id", 0)
                                .put("method", "Browser.close")
                                .encode(),
                        true)
                .join();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        // Its helpers still write into the profile when the browser itself is gone.
        for (ProcessHandle each : all) {
            each.destroyForcibly();
            each.onExit().join();
        }
        socket.abort();
    }

    private JsonObject call(String method, JsonObject parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        String text = new JsonObject()
                .put("id", id)
                .put("method", method)
                .put("params", parameters)
                .encode();
        socket.sendText(text, true).join();
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static URI endpoint(Process process) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int at = line.indexOf("ws://");
            if (at >= 0) {
                Thread rest = new Thread(() -> lines.lines().forEach(unused -> {}), "chromium's log");
                rest.setDaemon(true);
                rest.start();
                return URI.create(line.substring(at).strip());
            }
        }
        throw new IOException("chromium ended before it listened");
    }

    private static String page(URI browser) throws Exception {
        URI list = URI.create("http://127.0.0.1:" + browser.getPort() + "/json/list");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < end) {
            String text = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                    .body();
            for (Object each : new JsonArray(text)) {
                JsonObject target = (JsonObject) each;
                if (target.getString("type").equals("page")) {
                    return target.getString("webSocketDebuggerUrl");
                }
            }
        }
        throw new IOException("chromium has no page");
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonObject message = new JsonObject(text.toString());
                text.setLength(0);
                CompletableFuture<JsonObject> waits = waiting.remove(message.getInteger("id", 0));
                if (waits != null) {
                    waits.complete(message.getJsonObject("result", new JsonObject()));
                }
            }
            from.request(1);
            return null;
        }
    }
}
