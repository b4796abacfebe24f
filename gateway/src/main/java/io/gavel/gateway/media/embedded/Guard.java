package io.gavel.gateway.media.embedded;

import io.gavel.gateway.media.sdp.Crypto;
import io.gavel.gateway.media.sdp.Secrets;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Both directions of a protected stream. What is agreed again with the same keys goes on without a cut. Media loop only. */
final class Guard {
    private static final int MOST_TAG = 16;

    private final Crypto theirs;
    private final Crypto ours;
    private final Srtp in;
    private final Srtp out;

    private Guard(Secrets secrets, @Nullable Guard before) {
        theirs = secrets.theirs();
        ours = secrets.ours();
        in = before != null && before.theirs.equals(theirs) ? before.in : new Srtp(theirs);
        out = before != null && before.ours.equals(ours) ? before.out : new Srtp(ours);
    }

    /** Null if nothing is protected. */
    static @Nullable Guard of(@Nullable Secrets secrets, @Nullable Guard before) {
        return secrets == null ? null : new Guard(secrets, before);
    }

    /** Whether a packet is the far side's; readable afterwards. */
    static boolean lets(@Nullable Guard guard, ByteBuf packet) {
        return guard == null || guard.in.unprotect(packet);
    }

    static boolean letsControl(@Nullable Guard guard, ByteBuf packet) {
        return guard == null || guard.in.unprotectControl(packet);
    }

    /** Takes the packet over; what it gives back has room for the tag. */
    static ByteBuf protect(@Nullable Guard guard, ByteBuf packet) {
        if (guard == null) {
            return packet;
        }
        ByteBuf roomy = packet;
        if (packet.maxWritableBytes() < MOST_TAG) {
            roomy = packet.alloc().ioBuffer(packet.readableBytes() + MOST_TAG).writeBytes(packet);
            packet.release();
        }
        guard.out.protect(roomy);
        return roomy;
    }

    static void protectControl(@Nullable Guard guard, ByteBuf packet) {
        if (guard != null) {
            guard.out.protectControl(packet);
        }
    }
}
