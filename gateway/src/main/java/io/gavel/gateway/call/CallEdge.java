package io.gavel.gateway.call;

import io.gavel.Engine;
import io.gavel.gateway.http.Loop;
import io.gavel.gateway.line.Mailboxes;
import io.gavel.gateway.market.CallTerms;
import io.gavel.gateway.market.CallerPlace;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.CarrierInfo;
import io.gavel.gateway.market.CarrierPasswords;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.NumberInfo;
import io.gavel.gateway.market.PoolInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.media.MediaEngines;
import io.gavel.gateway.media.MediaFigures;
import io.gavel.gateway.media.audio.Prompts;
import io.gavel.gateway.metric.Metrics;
import io.gavel.gateway.sip.IncomingInvite;
import io.gavel.gateway.sip.IncomingRequest;
import io.gavel.gateway.sip.InviteOptions;
import io.gavel.gateway.sip.SipHandler;
import io.gavel.gateway.sip.SipSettings;
import io.gavel.gateway.sip.SipStack;
import io.gavel.gateway.sip.digest.DigestServer;
import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transaction.Path;
import io.gavel.gateway.sip.transport.Transport;
import io.gavel.gateway.vault.Vault;
import io.gavel.message.Ids;
import io.gavel.message.OutputHandler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of the calls' edge. Subscribe it to the engine before start; {@link #open} lets calls in. Outputs come on their
 * consumer's thread, INVITEs on the loop of their Call-ID.
 */
public final class CallEdge implements OutputHandler, SipHandler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallEdge.class);
    private static final long NONCE_MILLIS = 300_000;

    private final Engine engine;
    private final Directory directory;
    private final AnnouncedCalls awarded;
    private final CallPings announced;
    private final Function<String, CallerPlace> places;
    private final Metrics metrics;
    private final Gatekeeper gatekeeper;
    private final List<Loop> loops;
    private final List<Desk> desks = new ArrayList<>();
    private final Mailboxes<Letter> mailboxes = new Mailboxes<>();
    private final Letters letters = new Letters();
    private final SipSettings settings;
    private final Recordings recordings;
    private volatile @Nullable Peers probed;
    private @Nullable SipStack stack;

    /**
     * Wires the edge; nothing is opened yet.
     *
     * @param awarded knows the pings whose awards calls redeem
     * @param simulated where calls to {@code simulated-agent.test} go
     * @param announced what carriers were told to call by a ping's id
     * @param clock dates the digests' nonces
     * @param recorded hears of each call whose recording is whole
     * @param places where a caller's number is of
     */
    public CallEdge(
            Engine engine,
            Directory directory,
            CarrierPasswords passwords,
            Vault vault,
            AnnouncedCalls awarded,
            Supplier<String> simulated,
            CallPings announced,
            MediaEngines media,
            Prompts prompts,
            Recordings recordings,
            LongConsumer recorded,
            List<Loop> loops,
            SipSettings settings,
            Function<String, CallerPlace> places,
            InstantSource clock,
            Metrics metrics) {
        this.engine = engine;
        this.directory = directory;
        this.awarded = awarded;
        this.announced = announced;
        this.places = places;
        this.metrics = metrics;
        this.loops = loops;
        this.settings = settings;
        this.recordings = recordings;
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        DigestServer digest = new DigestServer(settings.address(), secret, clock::millis, NONCE_MILLIS);
        this.gatekeeper = new Gatekeeper(directory, passwords, digest, new Strangers(System::nanoTime), metrics);
        Desk.Shared shared = new Desk.Shared(directory, passwords, vault, prompts, recordings, recorded, clock);
        for (Loop loop : loops) {
            EventLoop events = ((ContextInternal) loop.context()).nettyEventLoop();
            long first = Mailboxes.correlationId(loop.index(), random.nextLong() >>> 17);
            SipDialler dialler = new SipDialler(() -> stack().loop(loop.index()), settings.address(), simulated);
            Desk desk = new Desk(events, first, new LineOut(engine.inputs(), events), media, dialler, shared);
            desks.add(desk);
            mailboxes.add(events, desk::read);
        }
    }

    /**
     * Listens on UDP and TCP, and on TLS if there is a certificate.
     *
     * @param probeSeconds between two looks at who is there to whom we send calls; 0: nobody looks
     * @return the port of UDP and TCP
     */
    public int open(Vertx vertx, int probeSeconds) {
        SipStack opened =
                SipStack.start(vertx, loops.stream().map(Loop::context).toList(), settings, this);
        stack = opened;
        metrics.gauge("calls.open", "Calls under way", this::calls);
        metrics.gauge("sip.dialogs", "Ends of calls that are open, the callers' and the buyers'", this::dialogs);
        opened.counters().each((name, help, value) -> metrics.total("sip." + name, help, value::sum));
        tellRepaired();
        if (probeSeconds > 0) {
            probe(probeSeconds);
        }
        if (opened.port(Transport.TLS) > 0) {
            LOG.info("calls over tls port={}", opened.port(Transport.TLS));
        }
        return opened.port(Transport.UDP);
    }

    private void probe(int everySeconds) {
        Peers peers = new Peers(directory, this::ask, metrics, everySeconds);
        metrics.gauge("sip.peers.up", "Carriers and destinations that answer OPTIONS", peers::up);
        metrics.gauge("sip.peers.down", "Carriers and destinations that do not", peers::down);
        probed = peers;
        ScheduledFuture<?> unused = desks.get(0).loop().scheduleAtFixedRate(peers::tick, 1, 1, TimeUnit.SECONDS);
    }

    private void ask(String uri, IntConsumer status) {
        SipMessage options = SipMessage.request(Method.OPTIONS, uri)
                .set(HeaderName.FROM, "<sip:gavel@" + settings.address() + '>')
                .set(HeaderName.TO, '<' + uri + '>')
                .set(HeaderName.ACCEPT, "application/sdp");
        stack().loop(0).request(options, InviteOptions.PLAIN, (answer, response) -> status.accept(answer));
    }

    /** Carriers and destinations that were asked with OPTIONS and did not answer; 0 if nobody is asked. Any thread. */
    public int unanswering() {
        Peers peers = probed;
        return peers == null ? 0 : peers.down();
    }

    /** What was recorded when the process died is in the calls' records, too. */
    private void tellRepaired() {
        List<Recordings.Repaired> repaired = recordings.repair();
        Desk desk = desks.get(0);
        desk.loop()
                .execute(() -> repaired.forEach(each -> {
                    desk.line()
                            .measured(each.callId(), new MediaFigures(List.of(), each.millis(), 0, false), name -> 0);
                    desk.recorded(each.callId());
                }));
    }

    /** Calls under way; about. */
    public int calls() {
        int sum = 0;
        for (Desk desk : desks) {
            sum += desk.size();
        }
        return sum;
    }

    private int dialogs() {
        SipStack opened = stack;
        int sum = 0;
        for (int i = 0; opened != null && i < opened.loops(); i++) {
            sum += opened.loop(i).dialogs();
        }
        return sum;
    }

    /** Ends all calls; {@link #calls} says when the last is gone. */
    public void hangUp() {
        desks.forEach(desk -> desk.loop().execute(desk::stop));
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
        Letter letter = letters.read(buffer, offset);
        if (letter != null) {
            mailboxes.put(letter.correlationId(), letter);
        }
        if (endOfBatch) {
            mailboxes.flush();
        }
    }

    @Override
    public boolean hears(InetAddress address) {
        return gatekeeper.hears(address);
    }

    @Override
    public int admit(SipMessage request, Path from) {
        return gatekeeper.admit(from.remote().getAddress(), request.is(Method.INVITE));
    }

    @Override
    public int retryAfterSeconds() {
        return engine.accepting() ? 0 : Refusals.RETRY_SECONDS;
    }

    @Override
    public void onInvite(IncomingInvite invite) {
        CarrierInfo carrier = gatekeeper.carrier(invite);
        if (carrier == null) {
            return;
        }
        SipMessage message = invite.message();
        if (message.has(SipDialler.CALL)) {
            metrics.count("calls.refused.loop");
            invite.refuse(482);
            return;
        }
        Arrival arrival = arrival(message, carrier);
        if (arrival == null) {
            metrics.count("calls.refused.unknown_number");
            invite.refuse(404);
            return;
        }
        SipCaller caller = new SipCaller(invite);
        Desk desk = desks.get(invite.loop().index());
        CallerLeg.Listener listener =
                desk.take(arrival, caller, Long.toHexString(System.nanoTime()), SipDialogs.sdp(message));
        if (listener != null) {
            caller.listen(listener);
        }
    }

    /** A carrier asks whether we are there; while no calls are taken, we are not. */
    @Override
    public void onRequest(IncomingRequest request) {
        if (!request.message().is(Method.OPTIONS)) {
            request.respond(405);
        } else if (retryAfterSeconds() > 0) {
            SipMessage busy = request.reply(503);
            request.respond(busy.set(HeaderName.RETRY_AFTER, Integer.toString(retryAfterSeconds())));
        } else {
            request.respond(request.reply(200).set(HeaderName.ACCEPT, "application/sdp"));
        }
    }

    /** Null if nobody has this number, or this ping is not known. */
    private @Nullable Arrival arrival(SipMessage message, CarrierInfo carrier) {
        Snapshot market = directory.now();
        String user = Identity.dialled(message);
        String number = Identity.number(user);
        NumberInfo called = number == null ? null : market.staticNumber(number);
        long digits = called != null || number == null ? 0 : Long.parseLong(number.substring(1));
        PoolInfo pool = digits == 0 ? null : market.poolOf(digits);
        long pingId = called == null && pool == null ? Ids.parse(user) : 0;
        NumberInfo info = called != null ? called : market.number(announced.numberOf(pingId));
        CampaignInfo campaign = info != null
                ? market.campaign(info.campaignId())
                : pool != null
                        ? market.campaign(pool.campaignId())
                        : pingId > 0 ? market.campaign(awarded.campaign(pingId)) : null;
        CallTerms terms = campaign == null ? null : campaign.calls();
        if (campaign == null || terms == null || (info != null && !info.enabled())) {
            return null;
        }
        String caller = Identity.caller(message);
        return new Arrival(
                pingId,
                carrier.id(),
                info == null ? 0 : info.id(),
                pool == null ? 0 : digits,
                info != null ? info.name() : pool != null && number != null ? number : user,
                campaign,
                terms,
                seller(info, pool, carrier),
                info != null ? info.source() : pool != null ? pool.source() : null,
                caller,
                caller == null ? CallerPlace.UNKNOWN : places.apply(caller),
                Identity.verification(message),
                message.maxForwards(),
                message.header(HeaderName.IDENTITY));
    }

    /** Who is paid: the number's or pool's seller, else the carrier's. */
    private static int seller(@Nullable NumberInfo number, @Nullable PoolInfo pool, CarrierInfo carrier) {
        int of = number != null ? number.sellerId() : pool != null ? pool.sellerId() : 0;
        return of != 0 ? of : carrier.sellerId();
    }

    private SipStack stack() {
        return Objects.requireNonNull(stack, "not open");
    }

    @Override
    public void close() {
        if (stack != null) {
            stack.close();
        }
    }
}
