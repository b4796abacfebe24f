package io.gavel.gateway.sip.message;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Whatever bytes come in: no exception, and what is read without a fault is read the same again once it was written. */
@NullUnmarked // what is missing fails the test
class SipParserFuzzTest {

    @FuzzTest(maxDuration = "3s")
    void whatIsReadIsWrittenAndReadTheSame(FuzzedDataProvider data) {
        byte[] bytes = data.consumeRemainingAsBytes();
        SipMessage message = Wire.PARSER.parse(bytes, 0, bytes.length);
        if (message == null) {
            return;
        }
        readAll(message);
        if (message.fault() != null) {
            return;
        }
        byte[] written = message.encode();
        SipMessage again = Wire.PARSER.parse(written, 0, written.length);
        if (again == null || (again.fault() != null && again.fault().status() != 513)) {
            throw new AssertionError("not understood again: " + (again == null ? null : again.fault()));
        }
        if (again.fault() == null && !Arrays.equals(written, again.encode())) {
            throw new AssertionError("written otherwise");
        }
    }

    private static void readAll(SipMessage message) {
        for (int at = 0; at < message.headerCount(); at++) {
            message.elements(message.headerName(at)).forEach(SipParserFuzzTest::readElement);
            message.number(message.headerName(at));
            message.parameter(message.headerName(at), "tag");
        }
        SipUri.parse(message.requestUri());
        message.contact();
        message.body();
        if (message.isRequest()) {
            SipMessage.response(message, 400).encode();
        }
    }

    private static @Nullable Object readElement(String element) {
        NameAddress address = NameAddress.parse(element);
        if (address != null && address.sipUri() != null) {
            address.sipUri().plainUser();
            NameAddress again = NameAddress.parse(address.toString());
            if (again == null) {
                throw new AssertionError("an address is not read again");
            }
        }
        return Via.parse(element);
    }
}
