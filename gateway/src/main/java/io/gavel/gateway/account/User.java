package io.gavel.gateway.account;

import io.gavel.gateway.http.Role;

/**
 * Somebody who signs in with a name and a password.
 *
 * @param id what logs and the market's audit know: not personal, never used again
 * @param name what is typed to sign in, often an e-mail address; in lower case
 * @param owner the seller's or buyer's name in the market; empty for operators and analysts
 * @param identity of the operators' identity provider, issuer and subject; empty: signs in with a password
 * @param password Argon2id, as PHC string; empty: has none here
 * @param temporary somebody else knows the password: another has to be chosen first
 * @param totp the secret of the second factor in base 32; empty: there is none
 * @param totpStep the last time step of which a code was taken: none is taken twice (RFC 6238 §5.2)
 * @param generation grows with each change that has to end the sessions
 * @param enabled whether signing in is allowed
 * @param createdAt RFC 3339
 */
public record User(
        String id,
        String name,
        Role role,
        String owner,
        String identity,
        String password,
        boolean temporary,
        String totp,
        long totpStep,
        int generation,
        boolean enabled,
        String createdAt) {

    /** Whether a code is asked for. */
    public boolean hasTotp() {
        return !totp.isEmpty();
    }

    /** Whether the operators' identity provider says who they are and what they may. */
    public boolean isProvided() {
        return !identity.isEmpty();
    }

    /** As the provider has it now; another role ends their sessions. */
    User provided(String newName, Role newRole) {
        int next = newRole == role ? generation : generation + 1;
        return new User(
                id, newName, newRole, owner, identity, password, temporary, totp, totpStep, next, enabled, createdAt);
    }

    /** With all sessions ended. */
    User away() {
        return new User(
                id,
                name,
                role,
                owner,
                identity,
                password,
                temporary,
                totp,
                totpStep,
                generation + 1,
                enabled,
                createdAt);
    }

    User withPassword(String hash, boolean isTemporary) {
        return new User(
                id, name, role, owner, identity, hash, isTemporary, totp, totpStep, generation + 1, enabled, createdAt);
    }

    User withTotp(String secret, long step) {
        return new User(
                id, name, role, owner, identity, password, temporary, secret, step, generation + 1, enabled, createdAt);
    }

    User atStep(long step) {
        return new User(
                id, name, role, owner, identity, password, temporary, totp, step, generation, enabled, createdAt);
    }

    User switched(boolean on) {
        return new User(
                id, name, role, owner, identity, password, temporary, totp, totpStep, generation + 1, on, createdAt);
    }

    /** Without anything secret or personal. */
    @Override
    public String toString() {
        return "User[" + id + ", " + role.word() + "]";
    }
}
