package io.gavel.gateway;

import io.gavel.gateway.call.AnnouncedCalls;
import io.gavel.gateway.call.CallEdge;
import io.gavel.gateway.call.CallPings;
import io.gavel.gateway.call.Recordings;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.MediaConfig;
import io.gavel.gateway.http.Loop;
import io.gavel.gateway.http.Replies;
import io.gavel.gateway.market.CallAbilities;
import io.gavel.gateway.market.CallerPlace;
import io.gavel.gateway.market.CarrierPasswords;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.media.MediaEngine;
import io.gavel.gateway.media.MediaEngines;
import io.gavel.gateway.media.audio.Prompts;
import io.gavel.gateway.media.direct.DirectMedia;
import io.gavel.gateway.media.embedded.EmbeddedMedia;
import io.gavel.gateway.media.embedded.EmbeddedOptions;
import io.gavel.gateway.media.rtpengine.RtpengineMedia;
import io.gavel.gateway.metric.Metrics;
import io.gavel.gateway.sip.SipSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** What takes calls: the audio and the edge. Made before the engine starts, opened when it runs. Main thread. */
record CallPart(MediaEngines media, CallEdge edge, CallPings pings, int probeSeconds) implements AutoCloseable {
    private static final long PAUSE_NANOS = 20_000_000;
    private static final Duration HANGING_UP = Duration.ofSeconds(2);

    static CallPart make(
            ExchangeConfig config,
            Memory memory,
            Directory directory,
            AnnouncedCalls awarded,
            Supplier<String> simulated,
            CarrierPasswords passwords,
            Recordings recordings,
            LongConsumer recorded,
            List<Loop> loops,
            Replies replies,
            InstantSource clock,
            Function<String, CallerPlace> places,
            Metrics metrics)
            throws IOException {
        List<String> impossible = abilities(config.media()).problems(directory.now());
        if (!impossible.isEmpty()) {
            throw new IOException("The market wants what the media cannot do: " + String.join("; ", impossible));
        }
        SipSettings settings = SipSettings.of(config.sip());
        settings = config.start().warmUpMillis() > 0 ? settings : settings.warmedBy(0);
        MediaEngine anchored = anchored(config, clock);
        metrics.gauge("media.ports.free", "Legs that could still be opened", anchored::freePorts);
        metrics.gauge("media.calls", "Calls whose audio is anchored", anchored::calls);
        MediaEngines media = new MediaEngines(anchored, new DirectMedia());
        metrics.gauge("media.calls.direct", "Calls whose audio does not come here", media.direct()::calls);
        CallPings pings = new CallPings(
                memory.engine().inputs(), replies, directory, memory.vault().persons(), places);
        CallEdge edge = new CallEdge(
                memory.engine(),
                directory,
                passwords,
                memory.vault(),
                awarded,
                simulated,
                pings,
                media,
                Prompts.packagedAndIn(Path.of(config.media().prompts())),
                recordings,
                recorded,
                loops,
                settings,
                places,
                clock,
                metrics);
        memory.engine().subscribeNear("calls", edge);
        return new CallPart(media, edge, pings, config.sip().probeSeconds());
    }

    private static MediaEngine anchored(ExchangeConfig config, InstantSource clock) throws IOException {
        MediaConfig media = config.media();
        if (media.engine() == MediaConfig.Engine.RTPENGINE && media.rtpengine() != null) {
            return RtpengineMedia.open(media.rtpengine(), media.rtpengineEvents(), clock);
        }
        return EmbeddedMedia.open(EmbeddedOptions.of(
                        config.sip().bind(),
                        config.sip().address(),
                        media.ports().first(),
                        media.ports().last(),
                        clock)
                .protecting(media.srtp(), media.srtpKeysInClear()));
    }

    /** What calls can do with this configuration. */
    static CallAbilities abilities(MediaConfig media) {
        return media.engine() == MediaConfig.Engine.EMBEDDED
                ? CallAbilities.ALL
                : new CallAbilities("rtpengine", false, false, media.rtpengineEvents() != null);
    }

    /** Lets calls in; the port. */
    int open(Vertx vertx) {
        return edge.open(vertx, probeSeconds);
    }

    /** Waits for calls that are under way, then ends those that are left; new ones are refused already. */
    void drain(Duration grace) {
        await(grace);
        edge.hangUp();
        await(HANGING_UP);
    }

    private void await(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (edge.calls() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() {
        edge.close();
        media.close();
    }
}
