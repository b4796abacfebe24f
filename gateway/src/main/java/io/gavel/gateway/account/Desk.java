package io.gavel.gateway.account;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread for what takes long: passwords, and the file. So a crowd that guesses takes one core at most, and little memory. */
public final class Desk implements AutoCloseable {
    private static final int QUEUE = 64;

    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), Desk::thread);

    public Desk() {
        thread.allowCoreThreadTimeOut(true);
    }

    /** Has something done there; false if too much waits already. */
    public boolean offer(Runnable work) {
        try {
            thread.execute(work);
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "accounts");
        thread.setDaemon(true);
        return thread;
    }
}
