package io.gavel.gateway.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.message.DocumentVisitor;
import io.gavel.message.EntityKind;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.SellerPutDecoder;
import io.gavel.message.VerticalPutDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Another market over what is recorded. */
class MarketInputsTest {
    private static final String OTHER = "{\"currency\": \"USD\","
            + " \"verticals\": {\"auto\": {\"fields\": {\"zip\": {\"type\": \"zip\"}, \"age\": {\"type\": \"integer\"}}}},"
            + " \"sellers\": {\"acme\": {\"api_key\": \"other-key\"}, \"new\": {}}}";

    @Test
    void namesKeepTheIdsOfTheRecordAndNewOnesGetOthers() {
        List<byte[]> inputs = MarketInputs.of("m.json", bytes(OTHER), MarketInputsTest::recorded, 1_780_000_000L);

        SellerPutDecoder acme = new SellerPutDecoder();
        SellerPutDecoder fresh = new SellerPutDecoder();
        acme.wrapAndApplyHeader(new UnsafeBuffer(inputs.get(2)), 0, new MessageHeaderDecoder());
        fresh.wrapAndApplyHeader(new UnsafeBuffer(inputs.get(3)), 0, new MessageHeaderDecoder());
        assertEquals(7, acme.sellerId());
        assertTrue(fresh.sellerId() > 0 && fresh.sellerId() != 7);
    }

    @Test
    void fieldsKeepTheirNumbersToo() {
        List<byte[]> inputs = MarketInputs.of("m.json", bytes(OTHER), MarketInputsTest::recorded, 1_780_000_000L);

        VerticalPutDecoder vertical = new VerticalPutDecoder();
        vertical.wrapAndApplyHeader(new UnsafeBuffer(inputs.get(1)), 0, new MessageHeaderDecoder());
        assertEquals(3, vertical.verticalId());
        VerticalPutDecoder.FieldsDecoder fields = vertical.fields();
        assertEquals(9, fields.next().fieldId(), "zip, as recorded");
        assertTrue(fields.next().fieldId() != 9);
    }

    @Test
    void aMarketThatCannotBeIsRefused() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> MarketInputs.of("m.json", bytes("{\"sellers\": 7}"), MarketInputsTest::recorded, 0));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith("m.json: "), refusal.getMessage());
    }

    private static void recorded(DocumentVisitor visitor) {
        visit(visitor, EntityKind.SELLER, 7, "acme", "{}");
        visit(
                visitor,
                EntityKind.VERTICAL,
                3,
                "auto",
                "{\"field_ids\": {\"zip\": 9}, \"fields\": {\"zip\": {\"type\": \"zip\"}}}");
    }

    private static void visit(DocumentVisitor visitor, EntityKind kind, int id, String name, String document) {
        byte[] bytes = bytes(document);
        visitor.entity(kind, id, 1, false, name, new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
