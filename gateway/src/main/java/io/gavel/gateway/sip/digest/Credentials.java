package io.gavel.gateway.sip.digest;

/** What somebody signs in with. */
public record Credentials(String username, String password) {
    @Override
    public String toString() {
        return "Credentials[" + username + "]";
    }
}
