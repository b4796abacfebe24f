package io.gavel.gateway.sip.transaction;

import java.util.function.Consumer;

/** What all four machines share. */
abstract class Transaction implements Timer.Alarm, Path.Sender {
    enum State {
        CALLING,
        TRYING,
        PROCEEDING,
        COMPLETED,
        CONFIRMED,
        ACCEPTED,
        TERMINATED
    }

    final String key;
    final Path path;
    final TimerWheel wheel;
    final Times times;
    private final Consumer<Transaction> ended;
    private State state;

    Transaction(String key, Path path, Surroundings around, State first) {
        this.key = key;
        this.path = path;
        this.wheel = around.wheel();
        this.times = around.times();
        this.ended = around.ended();
        this.state = first;
    }

    State state() {
        return state;
    }

    void enter(State next) {
        state = next;
    }

    /** Where its messages go. */
    public Path path() {
        return path;
    }

    public boolean isTerminated() {
        return state == State.TERMINATED;
    }

    final void send(byte[] message) {
        path.send(message, this);
    }

    final void terminate() {
        if (state != State.TERMINATED) {
            state = State.TERMINATED;
            clearTimers();
            ended.accept(this);
        }
    }

    /** After a while, or at once where nothing can be repeated. */
    final void terminateAfter(Timer timer, int millis) {
        if (path.isReliable()) {
            terminate();
        } else {
            wheel.set(timer, millis);
        }
    }

    abstract void clearTimers();

    /** What a machine needs of its loop. */
    record Surroundings(TimerWheel wheel, Times times, Consumer<Transaction> ended) {}
}
