package io.gavel.gateway.report;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.EventStream;
import io.gavel.gateway.market.Directory;
import io.gavel.message.EntityKind;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.OutputHandler;
import io.vertx.core.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.DirectBuffer;

/**
 * {@code GET /v1/events}: what happens, as server-sent events, from now on or from {@code Last-Event-ID} as far as that is
 * kept. {@code type=ping.answered,lead.*} and {@code campaign=…} filter. A listener that reads too slowly is cut off; one
 * that fell behind what is kept is told with an event {@code gap}.
 *
 * <p>Outputs are copied into the ring on the events' own thread; words are made on the listeners' event loops, in portions.
 */
final class Events implements OutputHandler {
    private static final int LISTENERS = 100;
    private static final int PORTION = 128;
    private static final long HEARTBEAT_MILLIS = 10_000;
    private static final Pattern ID = Pattern.compile("([0-9]{1,18})-([0-9]{1,9})");

    private final EventRing ring;
    private final Directory directory;
    private final InstantSource clock;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** {@code kept}: how many events are kept for listeners that come back. */
    Events(int kept, Directory directory, InstantSource clock) {
        this.ring = new EventRing(kept);
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public void onOutput(
            long sequence,
            int index,
            long timeMicros,
            DirectBuffer buffer,
            int offset,
            int length,
            boolean endOfBatch) {
        int templateId = header.wrap(buffer, offset).templateId();
        if (Event.isOne(templateId)) {
            ring.add(sequence, index, timeMicros, templateId, buffer, offset, length);
        }
        if (endOfBatch) {
            for (Listener listener : listeners) {
                listener.wake();
            }
        }
    }

    /** Who listens now. */
    int listening() {
        return listeners.size();
    }

    void stream(Call call) {
        Query query = new Query(call, directory.now(), clock);
        List<String> types = query.words("type");
        int campaignId = query.id("campaign", EntityKind.CAMPAIGN);
        String last = call.header("last-event-id");
        Matcher id = ID.matcher(last == null ? "" : last);
        if (last != null && !id.matches()) {
            query.error("Last-Event-ID", "must be an id of this stream");
        }
        if (query.isRefused()) {
            return;
        }
        if (listeners.size() >= LISTENERS) {
            call.problem(429, "too_many_listeners", "At most " + LISTENERS + " may listen at once.");
            return;
        }
        long from = ring.end();
        boolean isGap = false;
        if (last != null) {
            long sequence = Long.parseLong(id.group(1));
            int index = Integer.parseInt(id.group(2));
            isGap = !ring.has(sequence, index);
            from = ring.after(sequence, index);
        }
        Listener listener = new Listener(call, new EventWriter(directory), types, campaignId, from, isGap);
        listeners.add(listener);
        listener.start();
    }

    /** One open stream; lives on its call's event loop, woken from the events' thread. */
    private final class Listener {
        private final Context context;
        private final EventStream stream;
        private final EventWriter writer;
        private final List<String> types;
        private final int campaignId;
        private final AtomicBoolean awake = new AtomicBoolean();
        private long position;
        private boolean isGap;
        private long heartbeat;

        Listener(Call call, EventWriter writer, List<String> types, int campaignId, long position, boolean isGap) {
            this.context = call.loop().context();
            this.stream = call.stream();
            this.writer = writer;
            this.types = types;
            this.campaignId = campaignId;
            this.position = position;
            this.isGap = isGap;
        }

        void start() {
            heartbeat = context.owner().setPeriodic(HEARTBEAT_MILLIS, unused -> {
                if (!stream.comment("alive")) {
                    stop();
                }
            });
            stream.onClosed(this::stop);
            wake();
        }

        /** Any thread. */
        void wake() {
            if (awake.compareAndSet(false, true)) {
                context.runOnContext(now -> tell());
            }
        }

        private void tell() {
            awake.set(false);
            if (position < ring.start()) {
                position = ring.start();
                isGap = true;
            }
            if (isGap
                    && !stream.send(
                            "0-0", "gap", "{\"detail\":\"events may be missing: older ones are no longer kept\"}")) {
                stop();
                return;
            }
            isGap = false;
            for (int i = 0; i < PORTION && position < ring.end(); i++) {
                Event event = ring.at(position++);
                if (event != null && !tell(event)) {
                    stop();
                    return;
                }
            }
            if (position < ring.end()) {
                wake();
            }
        }

        private boolean tell(Event event) {
            Event.EventText text = event.text(writer);
            return !wants(text) || stream.send(event.id(), text.type(), text.data());
        }

        private boolean wants(Event.EventText text) {
            return (campaignId == 0 || campaignId == text.campaignId())
                    && (types.isEmpty() || types.stream().anyMatch(type -> matches(type, text.type())));
        }

        private static boolean matches(String wanted, String type) {
            return wanted.endsWith("*")
                    ? type.startsWith(wanted.substring(0, wanted.length() - 1))
                    : wanted.equals(type);
        }

        private void stop() {
            if (listeners.remove(this)) {
                context.owner().cancelTimer(heartbeat);
                stream.close();
            }
        }
    }
}
