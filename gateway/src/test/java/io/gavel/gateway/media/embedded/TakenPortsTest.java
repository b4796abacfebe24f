package io.gavel.gateway.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakenPortsTest {
    private final List<String> said = new ArrayList<>();
    private final List<Long> waits = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private final TakenPorts ports = new TakenPorts(
            (action, millis) -> {
                waits.add(millis);
                waiting.add(action);
            },
            said::add);

    private void taken(int... all) {
        for (int port : all) {
            ports.taken(port, new BindException("in use"));
        }
    }

    private void pass() {
        List.copyOf(waiting).forEach(action -> {
            waiting.remove(action);
            action.run();
        });
    }

    @Test
    void howeverManyPortsAreTakenTheyAreOneLineAMinuteAndEachIsToldOfOnce() {
        taken(20_004, 20_000, 20_010, 20_000);
        assertTrue(said.isEmpty());
        pass();
        taken(20_000, 20_020);
        taken(20_030);
        assertEquals(
                List.of(
                        "media ports not opened count=3 first=20000 last=20010 reason=\"java.net.BindException: in use\""),
                said);

        pass();

        assertEquals(
                "media ports not opened count=2 first=20020 last=20030 reason=\"java.net.BindException: in use\"",
                said.get(1));
        pass();
        taken(20_000);
        assertTrue(waiting.isEmpty());
        assertEquals(List.of(TakenPorts.GATHER_MILLIS, TakenPorts.BETWEEN_MILLIS, TakenPorts.BETWEEN_MILLIS), waits);
        assertEquals(2, said.size());
    }
}
