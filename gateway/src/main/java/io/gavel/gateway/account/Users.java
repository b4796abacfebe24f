package io.gavel.gateway.account;

import io.gavel.gateway.http.Principal;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.BuyerInfo;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.SellerInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The door: who may sign in, and as whom. What changes something, and {@link #check}, is for {@link Desk}'s thread; the rest is
 * for any. A change is on disk when its method returns.
 */
public final class Users {
    private static final int MOST = 10_000;

    private static final String PROVIDED = "This person signs in with the identity provider: it is changed there.";

    private final UserFile file;
    private final AccountLog changes;
    private final Directory directory;
    private final InstantSource clock;
    private final Passwords passwords = new Passwords();
    private final SecureRandom random = new SecureRandom();
    private volatile Map<String, User> byId;

    private Users(UserFile file, AccountLog changes, Directory directory, InstantSource clock, List<User> known) {
        this.file = file;
        this.changes = changes;
        this.directory = directory;
        this.clock = clock;
        Map<String, User> users = new TreeMap<>();
        known.forEach(user -> users.put(user.id(), user));
        this.byId = users;
    }

    /** Reads the file, if there is one. */
    public static Users open(SealedFile sealed, AccountLog changes, Directory directory, InstantSource clock)
            throws IOException {
        UserFile file = new UserFile(sealed);
        return new Users(file, changes, directory, clock, file.read());
    }

    /**
     * What came of a change.
     *
     * @param problem why nothing was done, for people; null: it was
     * @param user as it is now
     * @param password the temporary one, shown this once; empty if none was made
     */
    public record Outcome(
            @Nullable String problem, @Nullable User user, String password) {
        static Outcome refused(String problem) {
            return new Outcome(problem, null, "");
        }
    }

    /** Whether nobody can sign in with a name yet. */
    public boolean isEmpty() {
        return byId.isEmpty();
    }

    /** All of them, by name. */
    public List<User> list() {
        List<User> users = new ArrayList<>(byId.values());
        users.sort(Comparator.comparing(User::name));
        return users;
    }

    /** By its id, or null. */
    public @Nullable User find(String id) {
        return byId.get(id);
    }

    /** As whom somebody acts: null if they are switched off, or their seller or buyer is gone. */
    public @Nullable Principal principal(User user) {
        if (!user.enabled()) {
            return null;
        }
        return switch (user.role()) {
            case OPERATOR, ANALYST -> new Principal(user.role(), 0, user.id());
            case SELLER -> {
                SellerInfo seller = directory.now().seller(user.owner());
                yield seller == null
                        ? null
                        : new Principal(Role.SELLER, seller.entity().id(), user.owner());
            }
            case BUYER -> {
                BuyerInfo buyer = directory.now().buyer(user.owner());
                yield buyer == null
                        ? null
                        : new Principal(Role.BUYER, buyer.entity().id(), user.owner());
            }
        };
    }

    /** Who has this name and password; null: nobody. Takes as long for whom there is as for whom there is not. */
    public @Nullable User check(String name, String password) {
        User user = named(name);
        boolean isRight = passwords.isRight(password, user == null || user.isProvided() ? null : user.password());
        return isRight && user != null && principal(user) != null ? user : null;
    }

    /** Whether a code is right and was not taken before; it is not taken again. */
    public synchronized boolean takes(String id, String code) {
        User user = byId.get(id);
        long step = user == null || !user.hasTotp()
                ? 0
                : Totp.stepOf(Totp.ofBase32(user.totp()), code, clock.instant().getEpochSecond(), user.totpStep());
        if (user == null || step == 0) {
            return false;
        }
        keep(user.atStep(step));
        return true;
    }

    /**
     * Lets somebody sign in.
     *
     * @param password empty: one is made, to be changed at the first sign-in
     * @param actor who does it, for the log
     */
    public synchronized Outcome create(String name, Role role, String owner, String password, String actor) {
        String normal = UserNames.normal(name);
        String problem = objection(normal, role, owner);
        if (problem == null && !password.isEmpty()) {
            problem = Passwords.objection(password, normal);
        }
        if (problem != null) {
            return Outcome.refused(problem);
        }
        String made = password.isEmpty() ? passwords.made() : "";
        String id = UserNames.id(random);
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        String hash = passwords.hash(made.isEmpty() ? password : made);
        boolean needsOwner = role == Role.SELLER || role == Role.BUYER;
        String of = needsOwner ? owner : "";
        User user = new User(id, normal, role, of, "", hash, !made.isEmpty(), "", 0, 0, true, now);
        keep(user);
        note(user, "created", actor);
        return new Outcome(null, user, made);
    }

    /**
     * Somebody whom the operators' identity provider sends: made at first, then kept as the provider has them.
     *
     * @param identity issuer and subject
     * @param name as people call them there
     */
    public synchronized Outcome arrive(String identity, String name, Role role) {
        User known = provided(identity);
        String normal = UserNames.ofElsewhere(name);
        User named = named(normal);
        boolean isTaken = named != null && !named.identity().equals(identity);
        if (known == null && isTaken) {
            return Outcome.refused(
                    "There is a user of your name here already, with a password of their own. An operator may"
                            + " delete that user on the page People; then sign in again.");
        }
        if (known == null) {
            String problem = objection(normal, role, "");
            if (problem != null) {
                return Outcome.refused(problem);
            }
            String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
            User user = new User(UserNames.id(random), normal, role, "", identity, "", false, "", 0, 0, true, now);
            keep(user);
            note(user, "created", "identity provider");
            return new Outcome(null, user, "");
        }
        if (!known.enabled()) {
            return Outcome.refused("An operator switched you off here. Ask one to switch you on, on the page People.");
        }
        User now = known.provided(isTaken ? known.name() : normal, role);
        if (!now.equals(known)) {
            keep(now);
        }
        if (now.role() != known.role()) {
            note(now, "is " + role.word() + " now", "identity provider");
        }
        return new Outcome(null, now, "");
    }

    /** The provider no longer gives somebody a role: their sessions end. */
    public synchronized void leave(String identity) {
        User known = provided(identity);
        if (known != null) {
            keep(known.away());
            note(known, "has no role any longer", "identity provider");
        }
    }

    private @Nullable User provided(String identity) {
        for (User user : byId.values()) {
            if (user.isProvided() && user.identity().equals(identity)) {
                return user;
            }
        }
        return null;
    }

    /** A password that its owner chose. Ends their sessions. */
    public synchronized Outcome choosePassword(String id, String password) {
        User user = byId.get(id);
        String problem = user == null
                ? "There is no such user."
                : user.isProvided() ? PROVIDED : Passwords.objection(password, user.name());
        if (problem == null && user != null && passwords.isRight(password, user.password())) {
            problem = "This is the password that you have.";
        }
        return problem != null
                ? Outcome.refused(problem)
                : change(id, "password", id, old -> old.withPassword(passwords.hash(password), false));
    }

    /** A new temporary password, for whoever forgot theirs. Ends their sessions. */
    public synchronized Outcome resetPassword(String id, String actor) {
        if (isProvided(id)) {
            return Outcome.refused(PROVIDED);
        }
        String made = passwords.made();
        Outcome outcome = change(id, "password reset", actor, old -> old.withPassword(passwords.hash(made), true));
        return outcome.problem() != null ? outcome : new Outcome(null, outcome.user(), made);
    }

    /** A second factor, after its first code was right. */
    public synchronized Outcome addTotp(String id, byte[] secret, String code) {
        if (isProvided(id)) {
            return Outcome.refused(PROVIDED);
        }
        long step = Totp.stepOf(secret, code, clock.instant().getEpochSecond(), 0);
        return step == 0 || secret.length < 16
                ? Outcome.refused("This code is wrong, or too old. The clocks of both devices have to be right.")
                : change(id, "second factor added", id, old -> old.withTotp(Totp.base32(secret), step));
    }

    /** The password is enough again. Ends their sessions. */
    public synchronized Outcome removeTotp(String id, String actor) {
        return change(id, "second factor removed", actor, old -> old.withTotp("", 0));
    }

    /** Lets somebody sign in again, or no longer; the last operator stays. */
    public synchronized Outcome enable(String id, boolean on, String actor) {
        User user = byId.get(id);
        if (user != null && !on && isLastOperator(user)) {
            return Outcome.refused("This is the last operator who can sign in.");
        }
        return change(id, on ? "switched on" : "switched off", actor, old -> old.switched(on));
    }

    /** Forgets somebody: nothing personal is left. The last operator stays. */
    public synchronized Outcome delete(String id, String actor) {
        User user = byId.get(id);
        if (user == null) {
            return Outcome.refused("There is no such user.");
        }
        if (isLastOperator(user)) {
            return Outcome.refused("This is the last operator who can sign in.");
        }
        Map<String, User> changed = new TreeMap<>(byId);
        changed.remove(id);
        put(changed);
        note(user, "deleted", actor);
        return new Outcome(null, user, "");
    }

    private Outcome change(String id, String what, String actor, UnaryOperator<User> change) {
        User user = byId.get(id);
        if (user == null) {
            return Outcome.refused("There is no such user.");
        }
        User changed = change.apply(user);
        keep(changed);
        note(changed, what, actor);
        return new Outcome(null, changed, "");
    }

    private boolean isProvided(String id) {
        User user = byId.get(id);
        return user != null && user.isProvided();
    }

    private void note(User user, String what, String actor) {
        changes.note(actor, user.id(), user.role().word(), what);
    }

    private boolean isLastOperator(User user) {
        long operators = byId.values().stream()
                .filter(each -> each.role() == Role.OPERATOR && each.enabled() && !each.isProvided())
                .count();
        return !user.isProvided() && user.role() == Role.OPERATOR && user.enabled() && operators == 1;
    }

    private @Nullable String objection(String name, Role role, String owner) {
        String wrong = UserNames.objection(name);
        if (wrong != null) {
            return wrong;
        }
        if (named(name) != null) {
            return "Somebody has this name already.";
        }
        if (byId.size() >= MOST) {
            return "There are " + MOST + " users already.";
        }
        boolean isThere = switch (role) {
            case OPERATOR, ANALYST -> true;
            case SELLER -> directory.now().seller(owner) != null;
            case BUYER -> directory.now().buyer(owner) != null;
        };
        return isThere ? null : "There is no " + role.word() + " “" + owner + "”.";
    }

    private @Nullable User named(String name) {
        String normal = UserNames.normal(name);
        for (User user : byId.values()) {
            if (user.name().equals(normal)) {
                return user;
            }
        }
        return null;
    }

    private void keep(User user) {
        Map<String, User> changed = new TreeMap<>(byId);
        changed.put(user.id(), user);
        put(changed);
    }

    private void put(Map<String, User> users) {
        try {
            file.write(users.values());
        } catch (IOException e) {
            throw new UncheckedIOException("the users' file cannot be written", e);
        }
        byId = users;
    }
}
