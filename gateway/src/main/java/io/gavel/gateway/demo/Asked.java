package io.gavel.gateway.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;

/** What a buyer reads of a bid request or of a delivery; the fields of the lead do not interest it. */
record Asked(String leadId, String order, long deadlineMillis, long floorMicros, long priceMicros) {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int MICRO_DIGITS = 6;

    /** Reads a body of the contract's section 5; whatever cannot be read so is an {@link IOException}. */
    static Asked read(byte[] body) throws IOException {
        String leadId = "";
        String order = "";
        long deadlineMillis = 0;
        long floorMicros = 0;
        long priceMicros = 0;
        try (JsonParser json = FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "lead_id" -> leadId = json.getText();
                    case "order" -> order = json.getText();
                    case "deadline_ms" -> deadlineMillis = json.getLongValue();
                    case "floor" -> floorMicros = micros(json.getDecimalValue());
                    case "price" -> priceMicros = micros(json.getDecimalValue());
                    default -> json.skipChildren();
                }
            }
        }
        return new Asked(leadId, order, deadlineMillis, floorMicros, priceMicros);
    }

    private static long micros(BigDecimal amount) throws IOException {
        try {
            return amount.movePointRight(MICRO_DIGITS).longValueExact();
        } catch (ArithmeticException e) {
            throw new IOException("finer than a micro-unit: " + amount, e);
        }
    }
}
