package io.gavel.message;

import org.agrona.ExpandableArrayBuffer;

/** An outlet that knows how many outputs the present input has had so far: the index of the next one. One thread. */
public final class CountedOutlet implements Outlet {
    private final Outlet outlet;
    private int sent;

    public CountedOutlet(Outlet outlet) {
        this.outlet = outlet;
    }

    /** The next input begins. */
    public void restart() {
        sent = 0;
    }

    /** Outputs since the input began. */
    public int sent() {
        return sent;
    }

    /** Whether nobody hears the output that is due now: then it is counted as sent, and there is nothing to do. */
    public boolean skips() {
        if (outlet.isHeard()) {
            return false;
        }
        sent++;
        return true;
    }

    @Override
    public boolean isHeard() {
        return outlet.isHeard();
    }

    @Override
    public ExpandableArrayBuffer claim() {
        return outlet.claim();
    }

    @Override
    public void send(int length) {
        sent++;
        outlet.send(length);
    }
}
