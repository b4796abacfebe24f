package io.gavel.gateway.report;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where reports are worked out: a few threads and a bounded queue beside the event loops; 503 when the queue is full. */
final class Desk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    /** Answered while a report fails. */
    static final Problem FAILED =
            new Problem(500, "internal", "This could not be worked out; the exchange's log says why.", List.of());

    private final ThreadPoolExecutor threads;

    /** So many threads, and so many who may wait for one. */
    Desk(int threads, int queue) {
        this.threads = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(queue), Desk::thread);
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** Works something out for a call and answers it on its loop. */
    void answer(Call call, Work work) {
        try {
            threads.execute(() -> {
                Answer answer = run(work);
                call.loop().context().runOnContext(now -> give(call, answer));
            });
        } catch (RejectedExecutionException full) {
            call.problem(Problems.BUSY);
        }
    }

    /** Works something out for a call, and gives it on its loop as the work says. */
    void work(Call call, Giving work) {
        try {
            threads.execute(() -> {
                Runnable give = work.work();
                call.loop().context().runOnContext(now -> {
                    if (!call.isAnswered()) {
                        give.run();
                    }
                });
            });
        } catch (RejectedExecutionException full) {
            call.problem(Problems.BUSY);
        }
    }

    private static @Nullable Answer run(Work work) {
        try {
            return work.answer();
        } catch (Exception | StackOverflowError e) {
            LOG.error("report failed", e);
            return null;
        }
    }

    private static void give(Call call, @Nullable Answer answer) {
        if (call.isAnswered()) {
            return;
        }
        if (answer == null) {
            call.problem(FAILED);
        } else if (answer.problem() != null) {
            call.problem(answer.problem());
        } else {
            answer.headers().forEach(header -> call.with(header.name(), header.value()));
            call.bytes(200, answer.type(), answer.body());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "report");
        thread.setDaemon(true);
        return thread;
    }

    /** What a call asks for. */
    interface Work {
        Answer answer() throws Exception;
    }

    /** What a call asks for that is no text. */
    interface Giving {
        Runnable work();
    }

    /** What it gets: a body, or a problem. */
    record Answer(
            CharSequence type,
            Buffer body,
            List<Header> headers,
            @Nullable Problem problem) {
        static Answer json(Json.Content content) {
            return new Answer(Call.JSON, Json.buffer(content), List.of(), null);
        }

        static Answer csv(String name, String text) {
            return new Answer(
                    "text/csv; charset=utf-8",
                    Buffer.buffer(text),
                    List.of(new Header("content-disposition", "attachment; filename=\"" + name + ".csv\"")),
                    null);
        }

        /** A page that runs nothing and asks for nothing. */
        static Answer page(String html) {
            return new Answer(
                    "text/html; charset=utf-8",
                    Buffer.buffer(html),
                    List.of(new Header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'")),
                    null);
        }

        static Answer problem(Problem problem) {
            return new Answer(Call.JSON, Buffer.buffer(), List.of(), problem);
        }
    }

    /** A header beside the body. */
    record Header(String name, String value) {}
}
