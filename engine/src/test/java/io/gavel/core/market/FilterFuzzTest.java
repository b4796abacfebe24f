package io.gavel.core.market;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gavel.message.Attributes;
import org.agrona.concurrent.UnsafeBuffer;

/** Bytes that mean no filter do no harm. */
class FilterFuzzTest {
    @FuzzTest(maxDuration = "3s")
    void anyBytesMakeAFilterOrNone(byte[] bytes) {
        Filter filter = Filter.compile(new UnsafeBuffer(bytes), 0, bytes.length);
        if (filter != null) {
            filter.matches(new Attributes().set(1, 7).set(4, "abc"));
        }
    }
}
