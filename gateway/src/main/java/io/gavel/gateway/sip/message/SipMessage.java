package io.gavel.gateway.sip.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request or a response. Headers keep their order; values that came in stay bytes until they are read. To be changed only by
 * who made it, until it is sent. One thread.
 */
public final class SipMessage {
    private static final byte[] NO_BYTES = {};
    private static final int FIRST_CAPACITY = 16;

    private final String method;
    private final String requestUri;
    private final int status;
    private final String reason;
    private final Headers headers;
    private byte[] bodySource = NO_BYTES;
    private int bodyStart;
    private int bodyLength;
    private @Nullable Fault fault;

    private @Nullable Via topVia;
    private @Nullable NameAddress from;
    private @Nullable NameAddress to;
    private long cseq = -1;
    private String cseqMethod = "";

    SipMessage(String method, String requestUri, int status, String reason, Headers headers) {
        this.method = method;
        this.requestUri = requestUri;
        this.status = status;
        this.reason = reason;
        this.headers = headers;
    }

    public static SipMessage request(String method, String requestUri) {
        return new SipMessage(method, requestUri, 0, "", new Headers(NO_BYTES, FIRST_CAPACITY));
    }

    /** With the headers that RFC 3261 §8.2.6 copies: all Via, From, To, Call-ID, CSeq; Timestamp into a 100. */
    public static SipMessage response(SipMessage request, int status) {
        return response(request, status, StatusReason.of(status));
    }

    public static SipMessage response(SipMessage request, int status, String reason) {
        SipMessage response = new SipMessage("", "", status, reason, new Headers(NO_BYTES, FIRST_CAPACITY));
        for (String name :
                List.of(HeaderName.VIA, HeaderName.FROM, HeaderName.TO, HeaderName.CALL_ID, HeaderName.CSEQ)) {
            request.copy(name, response);
        }
        if (status == 100) {
            request.copy(HeaderName.TIMESTAMP, response);
        }
        return response;
    }

    /** Appends all values of a header to another message. */
    public void copy(String name, SipMessage target) {
        for (int at = headers.find(name, 0); at >= 0; at = headers.find(name, at + 1)) {
            target.headers.add(name, headers.value(at));
        }
    }

    public boolean isRequest() {
        return status == 0;
    }

    public boolean is(String wanted) {
        return method.equals(wanted);
    }

    /** A request's method, as written (methods are told apart by case); a response's is its CSeq's. */
    public String method() {
        return isRequest() ? method : cseqMethod();
    }

    /** As written; empty in a response. */
    public String requestUri() {
        return requestUri;
    }

    /** 100 to 699; 0 in a request. */
    public int status() {
        return status;
    }

    public String reason() {
        return reason;
    }

    /** What is wrong with it; null if nothing. */
    public @Nullable Fault fault() {
        return fault;
    }

    /** The first fault stays. */
    void fault(int status, String reason) {
        if (fault == null) {
            fault = new Fault(status, reason);
        }
    }

    /** The first value as it stands, unfolded; null if the header is missing. */
    public @Nullable String header(String name) {
        int at = headers.find(name, 0);
        return at < 0 ? null : headers.value(at);
    }

    public boolean has(String name) {
        return headers.find(name, 0) >= 0;
    }

    /** The value of every line with this name, as they stand. */
    public List<String> headers(String name) {
        List<String> values = new ArrayList<>(2);
        for (int at = headers.find(name, 0); at >= 0; at = headers.find(name, at + 1)) {
            values.add(headers.value(at));
        }
        return values;
    }

    /** All elements of a header that is a list: of all its lines, split at commas. */
    public List<String> elements(String name) {
        List<String> elements = new ArrayList<>(4);
        for (int at = headers.find(name, 0); at >= 0; at = headers.find(name, at + 1)) {
            Text.split(headers.value(at), elements);
        }
        return elements;
    }

    /** Whether a list of tokens has this one, in any case: {@code Supported}, {@code Require}, {@code Allow}. */
    public boolean lists(String name, String token) {
        for (int at = headers.find(name, 0); at >= 0; at = headers.find(name, at + 1)) {
            for (String element : Text.split(headers.value(at))) {
                if (element.equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How many header lines there are. */
    public int headerCount() {
        return headers.size();
    }

    public String headerName(int index) {
        return headers.name(index);
    }

    public String headerValue(int index) {
        return headers.value(index);
    }

    /** Appends a line. The value must not have line breaks. */
    public SipMessage add(String name, String value) {
        headers.add(name, value);
        forget();
        return this;
    }

    public SipMessage addFirst(String name, String value) {
        headers.addFirst(name, value);
        forget();
        return this;
    }

    /** Replaces the first line of this name and removes others; appends if there is none. */
    public SipMessage set(String name, String value) {
        headers.set(name, value);
        forget();
        return this;
    }

    public SipMessage remove(String name) {
        headers.remove(name);
        forget();
        return this;
    }

    private void forget() {
        topVia = null;
        from = null;
        to = null;
        cseq = -1;
    }

    /** The content type and the body; the length is counted when it is sent. */
    public SipMessage body(String contentType, byte[] body) {
        set(HeaderName.CONTENT_TYPE, contentType);
        body(body, 0, body.length);
        return this;
    }

    void body(byte[] source, int start, int length) {
        bodySource = source;
        bodyStart = start;
        bodyLength = length;
    }

    /** A copy. */
    public byte[] body() {
        return Arrays.copyOfRange(bodySource, bodyStart, bodyStart + bodyLength);
    }

    public int bodyLength() {
        return bodyLength;
    }

    /** How long it is as bytes, exactly for ASCII, without encoding it. */
    public int length() {
        int sum = isRequest() ? method.length() + requestUri.length() + 11 : reason.length() + 14;
        for (int at = 0; at < headers.size(); at++) {
            if (!headers.name(at).equals(HeaderName.CONTENT_LENGTH)) {
                sum += headers.name(at).length() + headers.value(at).length() + 4;
            }
        }
        return sum + 20 + Integer.toString(bodyLength).length() + bodyLength;
    }

    void writeBody(SipWriter writer) {
        writer.bytes(bodySource, bodyStart, bodyLength);
    }

    /** The first element of the first Via; null if missing or broken. */
    public @Nullable Via topVia() {
        if (topVia == null) {
            String value = header(HeaderName.VIA);
            topVia = value == null ? null : Via.parse(value.substring(0, Text.elementEnd(value, 0)));
        }
        return topVia;
    }

    /** Replaces the first element of the first Via, as {@code received} and {@code rport} want it. */
    public void topVia(Via via) {
        int at = headers.find(HeaderName.VIA, 0);
        String value = headers.value(at);
        headers.replace(at, via + value.substring(Text.elementEnd(value, 0)));
        topVia = via;
    }

    /** Null if missing or broken; neither with a message without fault. */
    public @Nullable NameAddress from() {
        if (from == null) {
            from = address(HeaderName.FROM);
        }
        return from;
    }

    public @Nullable NameAddress to() {
        if (to == null) {
            to = address(HeaderName.TO);
        }
        return to;
    }

    /** The first contact; null if missing or broken. */
    public @Nullable NameAddress contact() {
        List<String> contacts = elements(HeaderName.CONTACT);
        return contacts.isEmpty() ? null : NameAddress.parse(contacts.get(0));
    }

    private @Nullable NameAddress address(String name) {
        String value = header(name);
        return value == null ? null : NameAddress.parse(value);
    }

    public String fromTag() {
        NameAddress address = from();
        return address == null ? "" : address.tag();
    }

    public String toTag() {
        NameAddress address = to();
        return address == null ? "" : address.tag();
    }

    /** Empty if missing. */
    public String callId() {
        String value = header(HeaderName.CALL_ID);
        return value == null ? "" : value;
    }

    /** -1 if missing or broken. */
    public long cseq() {
        if (cseq < 0) {
            String value = header(HeaderName.CSEQ);
            Cursor cursor = new Cursor(value == null ? "" : value);
            cseq = Text.number(cursor.skipSpace().token(), Integer.MAX_VALUE);
            cseqMethod = cursor.skipSpace().token();
            if (!cursor.skipSpace().atEnd() || cseqMethod.isEmpty()) {
                cseq = -1;
            }
        }
        return cseq;
    }

    public String cseqMethod() {
        long unused = cseq();
        return cseqMethod;
    }

    /** 70 if missing, -1 if broken. */
    public int maxForwards() {
        String value = header(HeaderName.MAX_FORWARDS);
        return value == null ? 70 : (int) Text.number(value, 255);
    }

    /** A header that is a number, its parameters left out; -1 if missing or broken. */
    public long number(String name) {
        String value = header(name);
        if (value == null) {
            return -1;
        }
        int semicolon = value.indexOf(';');
        return Text.number(semicolon < 0 ? value : value.substring(0, semicolon), Integer.MAX_VALUE);
    }

    /** The parameter of the first value; null if there is none. */
    public @Nullable String parameter(String name, String parameter) {
        String value = header(name);
        int semicolon = value == null ? -1 : value.indexOf(';');
        if (value == null || semicolon < 0) {
            return null;
        }
        Cursor cursor = new Cursor(value);
        cursor.moveTo(semicolon);
        Parameters parameters = Parameters.read(cursor, ';');
        return parameters == null ? null : parameters.get(parameter);
    }

    /** As bytes, to be sent as they are, again and again. */
    public byte[] encode() {
        return new SipWriter(length()).write(this);
    }

    /** What may be logged: no numbers, no names, no bodies. */
    @Override
    public String toString() {
        return isRequest() ? method : status + " " + cseqMethod();
    }
}
