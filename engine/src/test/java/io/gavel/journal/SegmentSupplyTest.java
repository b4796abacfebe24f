package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentSupplyTest {
    @TempDir
    Path folder;

    @Test
    void aWriterThatTakesASegmentAtOnceDoesNotLookLikeAFullDisk() throws IOException, InterruptedException {
        Written heard = new Written(folder, 4096);
        SegmentSupply supply = new SegmentSupply(
                JournalSettings.in(folder).withSync(Sync.NONE, Duration.ZERO).withSegments(4096, Duration.ZERO),
                1,
                heard);
        supply.start();
        for (int i = 0; i < 500; i++) {
            Written.until("the next segment", supply::isReady);
            SegmentWriter taken = supply.take();
            if (taken != null) {
                taken.close();
            }
        }
        supply.close();

        assertEquals(List.of(), heard.reports);
    }
}
