package io.gavel.gateway.demo.phone;

import io.gavel.gateway.sip.IncomingInvite;
import io.gavel.gateway.sip.SipHandler;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.message.SipUri;
import io.gavel.gateway.sip.transaction.Path;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The agents that calls are delivered to: each call rings one, by its SIP user. On the farm's loop; the list on any thread. */
final class Agents implements SipHandler {
    private static final int REMEMBERED = 20_000;
    private static final long SEED = 7;

    private final Vertx vertx;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final ConcurrentLinkedQueue<Agent> calls = new ConcurrentLinkedQueue<>();
    private int remembered;

    Agents(Vertx vertx) {
        this.vertx = vertx;
    }

    /** What agents saw, oldest first. Any thread. */
    List<AgentCall> calls() {
        List<AgentCall> seen = new ArrayList<>();
        calls.forEach(agent -> seen.add(agent.seen()));
        return seen;
    }

    @Override
    public int admit(SipMessage request, Path from) {
        return WELCOME;
    }

    @Override
    public void onInvite(IncomingInvite invite) {
        SipUri uri = SipUri.parse(invite.message().requestUri());
        Agent agent = new Agent(vertx, invite, uri == null ? "" : uri.plainUser(), random.split());
        calls.add(agent);
        if (++remembered > REMEMBERED) {
            calls.poll();
        }
        agent.ring();
    }
}
