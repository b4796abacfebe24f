package io.gavel.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How those wait to whom a moment more or less is nothing: while outputs keep coming they look now and then and take all that is
 * there, instead of being woken for each, which costs them and the core a system call every time. When nothing came
 * meanwhile they wait to be woken, so what ends a silence is heard at once.
 */
final class PatientBarrier implements SequenceBarrier {
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final SequenceBarrier woken;

    /** In front of a barrier that wakes. */
    PatientBarrier(SequenceBarrier woken) {
        this.woken = woken;
    }

    @Override
    public long waitFor(long sequence) throws AlertException, InterruptedException, TimeoutException {
        if (woken.getCursor() < sequence) {
            LockSupport.parkNanos(MOMENT_NANOS);
        }
        return woken.waitFor(sequence);
    }

    @Override
    public long getCursor() {
        return woken.getCursor();
    }

    @Override
    public boolean isAlerted() {
        return woken.isAlerted();
    }

    @Override
    public void alert() {
        woken.alert();
    }

    @Override
    public void clearAlert() {
        woken.clearAlert();
    }

    @Override
    public void checkAlert() throws AlertException {
        woken.checkAlert();
    }
}
