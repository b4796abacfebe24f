package io.gavel.gateway.media.rtpengine;

import io.gavel.gateway.media.MediaCall;
import io.gavel.gateway.media.MediaFigures;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.MediaListener;
import io.gavel.gateway.media.audio.Prompt;
import io.gavel.gateway.media.sdp.SdpException;
import io.gavel.gateway.media.sdp.Whereabouts;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call of rtpengine's: what it is told, one thing after the other. Call loop only. */
final class RtpengineCall implements MediaCall {
    static final String CALLER = "caller";
    static final String BUYER = "buyer";
    private static final Logger LOG = LoggerFactory.getLogger(RtpengineCall.class);

    private final String id;
    private final RtpengineMedia media;
    private final MediaListener listener;
    private final Executor callLoop;
    private final List<RtpengineLeg> legs = new ArrayList<>(2);
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Playback playback;
    private final Watch watch;
    private final RtpengineLeg caller;
    private @Nullable RtpengineLeg buyer;
    private @Nullable RtpengineLeg lastBridged;
    private @Nullable InetSocketAddress callerPlace;
    private @Nullable InetSocketAddress buyerPlace;
    private final Map<String, Boolean> blocked = new HashMap<>();
    private boolean busy;
    private boolean over;
    private boolean recordingWanted;

    RtpengineCall(String id, RtpengineMedia media, MediaListener listener, Executor callLoop) {
        this.id = id;
        this.media = media;
        this.listener = listener;
        this.callLoop = callLoop;
        this.playback = new Playback(this);
        this.watch = new Watch(this, listener, media.clock());
        this.caller = add(CALLER);
    }

    private RtpengineLeg add(String name) {
        RtpengineLeg leg = new RtpengineLeg(name, this);
        legs.add(leg);
        return leg;
    }

    static Map<String, Object> deletion(String id) {
        return Map.of("command", "delete", "call-id", id, "delete-delay", 0);
    }

    // ---- what the owner wants

    @Override
    public MediaLeg caller() {
        return caller;
    }

    @Override
    public MediaLeg newLeg(String name) {
        return add(name);
    }

    @Override
    public void bridge(MediaLeg leg) {
        if (!(leg instanceof RtpengineLeg to) || !legs.contains(to) || to == caller) {
            throw new IllegalArgumentException(leg.name() + " is no buyer's leg of this call");
        }
        if (to != buyer && !to.isClosed()) {
            playback.stop();
            buyer = to;
            lastBridged = to;
            watch.bridged();
            tell(good -> {});
        }
    }

    @Override
    public void unbridge() {
        if (buyer != null) {
            buyer = null;
            flow();
            caller.ringback();
        }
    }

    /** The market's check refuses it; what slipped through is told in the call's record. */
    @Override
    public void record(Path wavFile) {
        recordingWanted = true;
        LOG.error("recording failed call={} reason=\"rtpengine does not record here\"", id);
    }

    @Override
    public void maskRecording(boolean masked) {}

    @Override
    public void close(Consumer<MediaFigures> then) {
        if (over) {
            return;
        }
        playback.stop();
        over = true;
        media.ended(id);
        RtpengineLeg last = lastBridged;
        media.client()
                .ask(
                        command("query"),
                        answer -> callLoop.execute(() -> {
                            media.client().ask(deletion(id), deleted -> {});
                            then.accept(new MediaFigures(Figures.of(legs, last, answer), 0, 0, recordingWanted));
                        }));
    }

    // ---- what legs ask for

    RtpengineLeg callerLeg() {
        return caller;
    }

    @Nullable
    RtpengineLeg bridgedLeg() {
        return buyer;
    }

    /** The port that a far side is told; null before rtpengine has given one. */
    @Nullable
    InetSocketAddress place(RtpengineLeg leg) {
        return leg == caller ? callerPlace : buyerPlace;
    }

    /** A side has said something new: rtpengine hears of it, if it has to. */
    void told(RtpengineLeg leg, Consumer<Boolean> then) {
        if (leg == caller || leg == buyer) {
            tell(then);
        } else {
            whenPlaced(then);
        }
    }

    /** Once there are ports; false: there are none. */
    void whenPlaced(Consumer<Boolean> then) {
        if (callerPlace != null && !busy) {
            then.accept(true);
        } else if (callerPlace == null && !busy && waiting.isEmpty()) {
            tell(then);
        } else {
            waiting.add(() -> whenPlaced(then));
        }
    }

    void closed(RtpengineLeg leg) {
        if (leg == buyer) {
            buyer = null;
            flow();
        }
    }

    void play(RtpengineLeg leg, Prompt prompt, boolean loop, Runnable done) {
        if (leg != caller) {
            LOG.error("prompt not played call={} leg={} reason=\"rtpengine plays to callers only\"", id, leg.name());
            if (!loop) {
                callLoop.execute(done);
            }
        } else if (buyer == null) {
            playback.start(prompt, loop, done);
        }
    }

    void hush(RtpengineLeg leg) {
        if (leg == caller) {
            playback.stop();
        }
    }

    /** By signalling; rtpengine does not pass it on. */
    void keyed(RtpengineLeg leg, char digit) {
        callLoop.execute(() -> hear(leg, digit));
    }

    /** By telephone-event; on rtpengine's loop. */
    void pressed(String tag, char digit) {
        callLoop.execute(() -> {
            RtpengineLeg leg = tag.equals(CALLER) ? caller : buyer;
            if (leg != null) {
                hear(leg, digit);
            }
        });
    }

    private void hear(RtpengineLeg leg, char digit) {
        if (!over && !leg.isClosed()) {
            listener.digit(leg, digit);
        }
    }

    /** Now and then; on rtpengine's loop. */
    void look() {
        callLoop.execute(() -> {
            if (!over && buyer != null) {
                ask(command("query"), watch::look);
            }
        });
    }

    // ---- what rtpengine is told

    /** Both sides' words, as they are now; then who hears whom. */
    private void tell(Consumer<Boolean> then) {
        if (over) {
            return;
        }
        if (busy) {
            waiting.add(() -> tell(then));
            return;
        }
        busy = true;
        Map<String, Object> offer = command("offer");
        offer.put("from-tag", CALLER);
        offer.put("sdp", Words.of(caller));
        if (callerPlace != null) {
            offer.put("to-tag", BUYER);
        }
        ask(offer, offered -> {
            InetSocketAddress place = read(offered);
            if (place == null) {
                done(false, then);
                return;
            }
            Map<String, Object> answer = command("answer");
            answer.put("from-tag", CALLER);
            answer.put("to-tag", BUYER);
            answer.put("sdp", Words.of(buyer));
            ask(answer, answered -> {
                InetSocketAddress other = read(answered);
                if (other != null && callerPlace == null) {
                    buyerPlace = place;
                    callerPlace = other;
                }
                done(other != null, then);
            });
        });
    }

    private void done(boolean good, Consumer<Boolean> then) {
        busy = false;
        if (over) {
            return;
        }
        if (good) {
            flow();
        }
        then.accept(good);
        if (!good) {
            // whoever waits for ports waits in vain
            List<Runnable> all = List.copyOf(waiting);
            waiting.clear();
            all.forEach(Runnable::run);
            return;
        }
        while (!busy && !waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    private @Nullable InetSocketAddress read(Map<String, Object> answer) {
        try {
            if (NgClient.isGood(answer)) {
                return Whereabouts.of(String.valueOf(answer.get("sdp")));
            }
            LOG.warn("rtpengine call={} reason=\"{}\"", id, answer.get("error-reason"));
        } catch (SdpException e) {
            LOG.warn("rtpengine call={} reason=\"{}\"", id, e.getMessage());
        }
        return null;
    }

    /** Who hears whom: nobody before the bridge, and nobody who holds. */
    private void flow() {
        RtpengineLeg to = buyer;
        block(BUYER, to == null || caller.held());
        block(CALLER, to == null || to.held());
    }

    private void block(String tag, boolean blocks) {
        if (callerPlace != null && !Boolean.valueOf(blocks).equals(blocked.put(tag, blocks))) {
            Map<String, Object> command = command(blocks ? "block media" : "unblock media");
            command.put("from-tag", tag);
            ask(command, answer -> {
                if (!NgClient.isGood(answer)) {
                    LOG.warn("rtpengine call={} tag={} reason=\"{}\"", id, tag, answer.get("error-reason"));
                }
            });
        }
    }

    Map<String, Object> command(String name) {
        Map<String, Object> command = new HashMap<>();
        command.put("command", name);
        command.put("call-id", id);
        if (name.equals("offer") || name.equals("answer")) {
            command.put("flags", List.of("port-latching", "strict-source"));
            command.put("ICE", "remove");
        }
        return command;
    }

    /** The answer comes on the call's loop. */
    void ask(Map<String, Object> command, Consumer<Map<String, Object>> then) {
        media.client().ask(command, answer -> callLoop.execute(() -> then.accept(answer)));
    }

    /** After so many milliseconds, on the call's loop. */
    void later(long millis, Runnable task) {
        var unused = media.loop().schedule(() -> callLoop.execute(task), millis, TimeUnit.MILLISECONDS);
    }

    boolean isOver() {
        return over;
    }
}
