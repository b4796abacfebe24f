package io.gavel.gateway.http;

/** Who may use a route. */
public enum Access {
    /** Without a key; a key, if sent, is not looked at. */
    PUBLIC,
    /** Operators only. */
    OPERATOR(Role.OPERATOR),
    /** Operators and analysts: reading. */
    ANALYST(Role.OPERATOR, Role.ANALYST),
    /** Sellers only. */
    SELLER(Role.SELLER),
    /** A seller its own, operators and analysts all. */
    SELLER_OR_OPERATOR(Role.SELLER, Role.OPERATOR, Role.ANALYST),
    /** Buyers only. */
    BUYER(Role.BUYER),
    /** A buyer its own, operators and analysts all. */
    BUYER_OR_OPERATOR(Role.BUYER, Role.OPERATOR, Role.ANALYST),
    /** A buyer its own, operators all: writing. */
    BUYER_AND_OPERATOR(Role.BUYER, Role.OPERATOR),
    /** Sellers and buyers, each its own. */
    SELLER_OR_BUYER(Role.SELLER, Role.BUYER),
    /** Whoever has a key. */
    ANY(Role.OPERATOR, Role.ANALYST, Role.SELLER, Role.BUYER);

    private final int roles;

    Access(Role... roles) {
        int bits = 0;
        for (Role role : roles) {
            bits |= role.bit();
        }
        this.roles = bits;
    }

    /** Whether a key is needed. */
    public boolean isPublic() {
        return roles == 0;
    }

    /** Whether an owner of this role is let in. */
    public boolean allows(Role role) {
        return (roles & role.bit()) != 0;
    }
}
