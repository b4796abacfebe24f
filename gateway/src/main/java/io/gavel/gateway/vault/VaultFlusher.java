package io.gavel.gateway.vault;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forces what was stored every now and then, beside the thread that stores: a disk that takes long is nobody's wait. Sleeps while
 * nothing is written.
 */
final class VaultFlusher implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(VaultFlusher.class);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The vault's files. */
    interface Disk {
        void force() throws IOException;
    }

    private final Disk disk;
    private final long everyNanos;
    private final Thread thread = new Thread(this, "gavel-vault-sync");
    private volatile boolean written;
    private volatile boolean idle;
    private volatile boolean closed;
    private volatile @Nullable IOException broken;

    VaultFlusher(Disk disk, Duration every) {
        this.disk = disk;
        this.everyNanos = every.toNanos();
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** There is something to force. Any thread. */
    void written() {
        written = true;
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    /** After a failed force nobody knows what is on the disk (the kernel forgets the pages): nothing more is to be stored. */
    @Nullable
    IOException broken() {
        return broken;
    }

    /** Forces the rest and stops. */
    void stop(Duration patience) throws InterruptedException {
        closed = true;
        LockSupport.unpark(thread);
        thread.join(patience.toMillis());
    }

    @Override
    public void run() {
        while (!closed) {
            if (written) {
                force();
                LockSupport.parkNanos(everyNanos);
            } else {
                idle = true;
                if (!written && !closed) {
                    LockSupport.parkNanos(IDLE_NANOS);
                }
                idle = false;
            }
        }
        if (written) {
            force();
        }
    }

    private void force() {
        written = false;
        try {
            disk.force();
        } catch (IOException e) {
            broken = e;
            LOG.error("vault problem=\"cannot force\" cause=\"{}\"", e.getMessage());
        }
    }
}
