package io.gavel.gateway.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.gavel.message.EntityKind;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class DirectoryTest {
    private static final int SELLERS = 50_000;
    private static final int A_FEW_PAGES = 1 << 16;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Directory directory = new Directory();

    @Test
    void oneChangeOfALargeMarketCopiesLittle() {
        for (int id = 1; id <= SELLERS; id++) {
            directory.put(seller(id, 1));
        }
        directory.publish();
        directory.put(seller(SELLERS, 2));
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());

        directory.publish();

        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertTrue(allocated < A_FEW_PAGES, allocated + " bytes to show one change");
        assertEquals(2, entity(SELLERS).version());
        assertEquals(1, entity(1).version());
    }

    private Entity entity(int id) {
        return java.util.Objects.requireNonNull(directory.now().entity(EntityKind.SELLER, id));
    }

    private static Entity seller(int id, long version) {
        return new Entity(EntityKind.SELLER, id, "s" + id, version, false, "{\"name\": \"S\", \"share\": 0.8}");
    }
}
