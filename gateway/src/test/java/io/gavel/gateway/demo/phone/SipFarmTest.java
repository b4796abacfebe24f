package io.gavel.gateway.demo.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers call the farm's own agents: no gateway between them. */
@Timeout(60)
class SipFarmTest {
    private static final CallPings NO_PINGS = (key, body) -> Future.succeededFuture(new JsonObject());

    private SipFarm farm;

    @BeforeEach
    void open() throws IOException {
        farm = SipFarm.open(0);
    }

    @AfterEach
    void close() {
        farm.close();
    }

    @Test
    void callersAndAgentsHearEachOther() throws Exception {
        call("answers");
        until(() -> farm.agents().stream().anyMatch(AgentCall::isBridged));
        farm.stopCalling();
        until(farm::isSettled);

        assertTrue(farm.callers().heard() > 0);
        assertEquals(0, farm.callers().lost());
    }

    @Test
    void agentsWhosePortIsTakenHaveAFreeOne() throws IOException {
        try (SipFarm second = SipFarm.open(farm.port())) {
            assertNotEquals(farm.port(), second.port());
        }
    }

    @Test
    void agentsAreBusyAndRefuse() throws Exception {
        call("busy");
        until(() -> farm.callers().refusals().containsKey(486));
        farm.hangUp();
        until(farm::isSettled);
        call("refuses-desk");
        until(() -> farm.callers().refusals().containsKey(603));

        assertTrue(farm.agents().stream().noneMatch(AgentCall::isAnswered));
    }

    @Test
    void anAgentWhoNeverAnswersIsCancelledWhenCallersAreToHangUp() throws Exception {
        call("never");
        until(() -> farm.agents().size() >= 3);
        farm.hangUp();
        until(farm::isSettled);

        assertEquals(farm.callers().placed(), farm.callers().cancelled());
        assertTrue(farm.agents().stream().allMatch(call -> call.status() == 487));
    }

    @Test
    void anAgentWhoDropsCallsHangsUpBeforeTheCaller() throws Exception {
        call("drops");
        until(() -> farm.agents().stream().anyMatch(call -> call.isAnswered() && call.over()));
        farm.stopCalling();
        until(farm::isSettled);

        assertEquals(0, farm.callers().refused());
        assertTrue(farm.callers().answered() > 0);
    }

    @Test
    void aCallThatWasAnnouncedGoesWhereThePingWasTold() throws Exception {
        Map<String, Object> award = Map.of("status", "accepted", "sip_uri", "sip:ping-7@127.0.0.1:" + farm.port());
        farm.call(
                farm.port(),
                List.of(new Dial("answers", "calls", false, "key", "")),
                plan(),
                (key, body) -> Future.succeededFuture(new JsonObject(award)),
                (address, body) -> Future.failedFuture("no visits"));
        until(() -> farm.agents().stream().anyMatch(call -> call.agent().equals("ping-7")));

        assertTrue(farm.callers().pinged() > 0);
        assertTrue(farm.callers().announced() > 0);
    }

    private void call(String agent) {
        farm.call(
                farm.port(),
                List.of(new Dial(agent, "calls", false, "", "")),
                plan(),
                NO_PINGS,
                (address, body) -> Future.failedFuture("no visits"));
    }

    private static CallersPlan plan() {
        return new CallersPlan(1, 20, 10, 500, 1_000);
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < patience, "it never came true");
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
