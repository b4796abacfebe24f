package io.gavel.gateway.sip.transaction;

import io.gavel.gateway.sip.message.SipLimits;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.message.SipParser;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Plays a line of events to one transaction and keeps what it did. Events: {@code send} our request, {@code <X} comes in (a
 * status or a method), {@code >200} we answer, {@code @500} the clock is turned to 500 ms, {@code break} the path fails.
 * Deeds: {@code 500 X} goes out, {@code 500 told X}, {@code 500 left} nothing is left.
 */
final class Script implements Path, ClientUser, ServerUser {
    private static final SipParser PARSER = new SipParser(SipLimits.DEFAULT);

    final TimerWheel wheel = new TimerWheel(0);
    final Transactions transactions = new Transactions(wheel, Times.STANDARD, 4, this);
    final List<String> deeds = new ArrayList<>();
    private final String method;
    private final boolean reliable;
    private boolean broken;
    private boolean left = true;
    int verdict = WELCOME;
    String branch = "z9hG4bK1";
    String callId = "c";

    @Nullable
    ServerTransaction last;

    private @Nullable SipMessage request;

    Script(String method, String transport) {
        this.method = method;
        this.reliable = transport.equals("TCP");
    }

    Script play(String events) {
        for (String event : events.split(" +")) {
            one(event);
            if (transactions.size() > 0) {
                left = false;
            }
            noteIfLeft();
        }
        return this;
    }

    private void one(String event) {
        if (event.equals("send")) {
            left = false;
            transactions.send(message(method, method), this, this);
        } else if (event.equals("break")) {
            broken = true;
        } else if (event.startsWith("@")) {
            turnTo(Integer.parseInt(event.substring(1)));
        } else if (event.startsWith(">")) {
            ServerTransaction asked = Objects.requireNonNull(last);
            asked.respond(SipMessage.response(Objects.requireNonNull(request), Integer.parseInt(event.substring(1))));
        } else {
            String start = event.substring(1);
            transactions.receive(message(start, Character.isDigit(start.charAt(0)) ? method : start), this);
        }
    }

    private void turnTo(int time) {
        for (long now = wheel.now() + TimerWheel.TICK; now <= time; now += TimerWheel.TICK) {
            wheel.turn(now);
            noteIfLeft();
        }
    }

    private void noteIfLeft() {
        if (!left && transactions.size() == 0) {
            left = true;
            deed("left");
            if (wheel.size() > 0) {
                deed("timers " + wheel.size());
            }
        }
    }

    private void deed(String what) {
        deeds.add(wheel.now() + " " + what);
    }

    SipMessage message(String start, String cseqMethod) {
        boolean isResponse = Character.isDigit(start.charAt(0));
        String text = (isResponse ? "SIP/2.0 " + start + " x" : start + " sip:a@b.example SIP/2.0") + "\r\n"
                + "Via: SIP/2.0/" + transport() + " h.example;branch=" + branch
                + "\r\nFrom: <sip:a@a.example>;tag=1\r\n"
                + "To: <sip:b@b.example>" + (isResponse ? ";tag=2" : "") + "\r\nCall-ID: " + callId + "\r\nCSeq: 1 "
                + cseqMethod
                + "\r\n\r\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Objects.requireNonNull(PARSER.parse(bytes, 0, bytes.length));
    }

    @Override
    public boolean isReliable() {
        return reliable;
    }

    @Override
    public String transport() {
        return reliable ? "TCP" : "UDP";
    }

    @Override
    public InetSocketAddress remote() {
        return InetSocketAddress.createUnresolved("h.example", 5060);
    }

    @Override
    public void send(byte[] message, Sender sender) {
        if (broken) {
            sender.onPathFailure();
            return;
        }
        String line = new String(message, StandardCharsets.UTF_8);
        deed(line.startsWith("SIP/2.0 ") ? line.substring(8, 11) : line.substring(0, line.indexOf(' ')));
    }

    @Override
    public void onResponse(SipMessage response) {
        deed("told " + response.status());
    }

    @Override
    public void onTimeout() {
        deed("told timeout");
    }

    @Override
    public void onPathFailure() {
        deed("told failure");
    }

    @Override
    public int admit(SipMessage request, Path path) {
        return verdict;
    }

    @Override
    public void complete(SipMessage statelessResponse, SipMessage request) {}

    @Override
    public void onRequest(ServerTransaction transaction) {
        last = transaction;
        request = transaction.request();
        deed("told " + transaction.request().method());
    }

    @Override
    public void onCancel(ServerTransaction invite, ServerTransaction cancel) {
        deed("told CANCEL");
        cancel.respond(SipMessage.response(cancel.request(), 200));
        invite.respond(SipMessage.response(Objects.requireNonNull(request), 487));
    }

    @Override
    public void onAck(SipMessage ack) {
        deed("told ACK");
    }

    @Override
    public void onStrayResponse(SipMessage response) {
        deed("stray " + response.status());
    }

    @Override
    public void onUnheard(ServerTransaction transaction) {
        deed("told unheard");
    }
}
