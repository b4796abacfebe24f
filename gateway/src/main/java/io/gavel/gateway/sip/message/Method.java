package io.gavel.gateway.sip.message;

/** Methods' names; told apart by case (RFC 3261 §7.1). */
public final class Method {
    public static final String ACK = "ACK";
    public static final String BYE = "BYE";
    public static final String CANCEL = "CANCEL";
    public static final String INFO = "INFO";
    public static final String INVITE = "INVITE";
    public static final String MESSAGE = "MESSAGE";
    public static final String NOTIFY = "NOTIFY";
    public static final String OPTIONS = "OPTIONS";
    public static final String PRACK = "PRACK";
    public static final String REFER = "REFER";
    public static final String REGISTER = "REGISTER";
    public static final String UPDATE = "UPDATE";

    private Method() {}
}
