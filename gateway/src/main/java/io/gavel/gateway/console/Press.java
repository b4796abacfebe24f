package io.gavel.gateway.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Problems;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where pages are made: two threads and a bounded queue beside the event loops; 503 when the queue is full. What reads for long does
 * so on a third, so that everybody else's pages need not wait for it.
 */
final class Press implements AutoCloseable {
    static final String HTML = "text/html; charset=utf-8";

    /** Nothing but what this server sends; no script and no style within a page. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; media-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final Logger LOG = LoggerFactory.getLogger(Press.class);
    private static final int THREADS = 2;
    private static final int QUEUE = 128;
    private static final int LONG_QUEUE = 16;

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Press.class.getClassLoader(), Press.class.getPackageName());
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), Press::thread);

    private final ThreadPoolExecutor reader =
            new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(LONG_QUEUE), Press::thread);

    Press() {
        threads.allowCoreThreadTimeOut(true);
        reader.allowCoreThreadTimeOut(true);
    }

    /** Does what takes long, one after the other; fails with {@link RejectedExecutionException} if too much waits. */
    <T> CompletableFuture<T> read(Supplier<T> reading) {
        try {
            return CompletableFuture.supplyAsync(reading, reader);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.failedFuture(full);
        }
    }

    /** Makes something for a call and answers it on its loop. */
    void print(Call call, Work work) {
        try {
            threads.execute(() -> {
                Sheet sheet = made(work);
                call.loop().context().runOnContext(now -> give(call, sheet));
            });
        } catch (RejectedExecutionException full) {
            call.problem(Problems.BUSY);
        }
    }

    /** Begins something for a call, and makes its answer when what it waits for is there; no thread waits meanwhile. */
    void begin(Call call, Callable<CompletableFuture<Work>> beginning) {
        boolean isTaken = offer(() -> {
            CompletableFuture<Work> unused = begun(beginning).whenComplete((work, failed) -> {
                Work next = work != null ? work : () -> failed(failed);
                call.loop().context().runOnContext(now -> print(call, next));
            });
        });
        if (!isTaken) {
            call.problem(Problems.BUSY);
        }
    }

    private static CompletableFuture<Work> begun(Callable<CompletableFuture<Work>> beginning) {
        try {
            return beginning.call();
        } catch (Exception | StackOverflowError e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Sheet failed(Throwable cause) {
        throw new IllegalStateException("what the page waited for failed", cause);
    }

    /** What waits for nobody. */
    static CompletableFuture<Work> ready(Work work) {
        return CompletableFuture.completedFuture(work);
    }

    /** Does something that answers itself. */
    boolean offer(Runnable work) {
        try {
            threads.execute(work);
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    private static Sheet made(Work work) {
        try {
            return work.make();
        } catch (Exception | StackOverflowError e) {
            LOG.error("console page failed", e);
            return new Sheet(500, "text/plain", Buffer.buffer("This page could not be made; the log says why."), "");
        }
    }

    static void give(Call call, Sheet sheet) {
        if (call.isAnswered()) {
            return;
        }
        safe(call).with("cache-control", "no-store");
        if (sheet.file() != null) {
            call.file(sheet.type(), sheet.file());
            return;
        }
        if (!sheet.header().isEmpty()) {
            boolean isMove = sheet.status() == 303;
            call.with(isMove ? "location" : "content-disposition", sheet.header());
        }
        call.bytes(sheet.status(), sheet.type(), sheet.body());
    }

    /** The headers of every answer of the console. */
    static Call safe(Call call) {
        return call.with("content-security-policy", POLICY)
                .with("x-content-type-options", "nosniff")
                .with("referrer-policy", "same-origin");
    }

    /** A whole page. */
    Sheet page(int status, Frame frame, Page page) {
        return new Sheet(status, HTML, Buffer.buffer(text("page.jte", Map.of("frame", frame, "page", page))), "");
    }

    /** A template's text. */
    String text(String template, Map<String, Object> parameters) {
        StringOutput output = new StringOutput(16_384);
        templates.render(template, parameters, output);
        return output.toString();
    }

    @Override
    public void close() {
        reader.shutdownNow();
        threads.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "console");
        thread.setDaemon(true);
        return thread;
    }

    /** What a call asks for. */
    interface Work {
        Sheet make() throws Exception;
    }

    /**
     * What it gets.
     *
     * @param header where to go (303), else {@code Content-Disposition}; may be empty
     * @param file instead of a body
     */
    record Sheet(
            int status,
            String type,
            Buffer body,
            String header,
            @Nullable Path file) {
        Sheet(int status, String type, Buffer body, String header) {
            this(status, type, body, header, null);
        }

        static Sheet file(Path file) {
            return new Sheet(200, "audio/wav", Buffer.buffer(), "", file);
        }

        static Sheet move(String location) {
            return new Sheet(303, HTML, Buffer.buffer(), location);
        }

        static Sheet csv(String name, String text) {
            return new Sheet(
                    200, "text/csv; charset=utf-8", Buffer.buffer(text), "attachment; filename=\"" + name + ".csv\"");
        }
    }
}
