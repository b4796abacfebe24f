package io.gavel.gateway.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.vault.MasterKey;
import io.gavel.gateway.vault.Seal;
import io.gavel.gateway.vault.Vault;
import io.gavel.gateway.vault.VaultSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private Path folder;

    private final AtomicLong seconds = new AtomicLong(1_800_000_000);

    @Test
    void whoIsLetInSignsInAlsoAfterARestart() throws IOException {
        Users users = open(1);
        assertTrue(users.isEmpty());
        User anna = made(users.create("Anna@Example.com", Role.OPERATOR, "", PASSWORD, "test"));
        assertEquals("anna@example.com", anna.name());
        assertFalse(anna.temporary());
        Users again = open(1);
        User found = again.check(" anna@example.COM", PASSWORD);
        assertNotNull(found);
        assertEquals(anna.id(), found.id());
        assertNull(again.check("anna@example.com", PASSWORD + " "));
        assertNull(again.check("anna", PASSWORD));
        assertNull(again.check("", ""));
        assertTrue(found.password().startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), "Argon2id as OWASP has it");
    }

    @Test
    void theFileSaysNothingToWhoHasNotTheVaultsKey() throws IOException {
        open(1).create("anna@example.com", Role.OPERATOR, "", PASSWORD, "test");
        String bytes = new String(Files.readAllBytes(folder.resolve("users")), StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains("anna") || bytes.contains("argon2"));
        assertEquals(
                "rw-------",
                java.nio.file.attribute.PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("users"))));
        IOException refused = assertThrows(IOException.class, () -> open(2));
        assertTrue(String.valueOf(refused.getMessage()).contains("another vault key"), String.valueOf(refused));
    }

    @Test
    void passwordsThatOthersMadeAreTemporaryAndChosenOnesEndTheSessions() throws IOException {
        Users users = open(1);
        Users.Outcome outcome = users.create("ben", Role.ANALYST, "", "", "test");
        User ben = made(outcome);
        assertTrue(ben.temporary());
        assertNotNull(users.check("ben", outcome.password()));
        assertNotNull(users.choosePassword(ben.id(), "short").problem());
        assertNotNull(users.choosePassword(ben.id(), "aaaaaaaaaaaaaaaa").problem());
        assertNotNull(users.choosePassword(ben.id(), outcome.password()).problem(), "another one is asked for");
        User now = made(users.choosePassword(ben.id(), PASSWORD));
        assertFalse(now.temporary());
        assertTrue(now.generation() > ben.generation());
        assertNull(users.check("ben", outcome.password()));
        assertNotNull(users.check("ben", PASSWORD));
    }

    @Test
    void aCodeOfTheSecondFactorIsTakenOnceAlsoAfterARestart() throws IOException {
        Users users = open(1);
        User anna = made(users.create("anna", Role.OPERATOR, "", PASSWORD, "test"));
        byte[] secret = Totp.secret();
        assertNotNull(users.addTotp(anna.id(), secret, "000000x").problem());
        made(users.addTotp(anna.id(), secret, code(secret)));
        assertFalse(users.takes(anna.id(), code(secret)), "it was taken when the factor was set up");
        seconds.addAndGet(30);
        assertTrue(users.takes(anna.id(), code(secret)));
        assertFalse(users.takes(anna.id(), code(secret)));
        assertFalse(open(1).takes(anna.id(), code(secret)));
    }

    @Test
    void namesAreTakenOnceAndTheLastOperatorStays() throws IOException {
        Users users = open(1);
        User anna = made(users.create("anna", Role.OPERATOR, "", PASSWORD, "test"));
        assertNotNull(users.create("ANNA", Role.ANALYST, "", "", "test").problem());
        assertNotNull(users.create("a b", Role.ANALYST, "", "", "test").problem());
        assertNotNull(users.create("seller", Role.SELLER, "nobody", "", "test").problem());
        assertNotNull(users.enable(anna.id(), false, "test").problem());
        assertNotNull(users.delete(anna.id(), "test").problem());
        User ben = made(users.create("ben", Role.OPERATOR, "", PASSWORD, "test"));
        made(users.enable(anna.id(), false, "test"));
        assertNull(users.check("anna", PASSWORD));
        assertNotNull(users.delete(ben.id(), "test").problem());
        made(users.delete(anna.id(), "test"));
        assertEquals(1, open(1).list().size());
    }

    private String code(byte[] secret) {
        return Totp.code(secret, seconds.get() / 30, 6, "HmacSHA1");
    }

    private static User made(Users.Outcome outcome) {
        assertNull(outcome.problem());
        User user = outcome.user();
        assertNotNull(user);
        return user;
    }

    private Users open(int key) throws IOException {
        SealedFile file = new SealedFile(folder.resolve("users"), seal(key));
        AccountLog changes = AccountLog.open(folder.resolve("changes"), () -> Instant.ofEpochSecond(seconds.get()));
        return Users.open(file, changes, new Directory(), () -> Instant.ofEpochSecond(seconds.get()));
    }

    private Seal seal(int key) throws IOException {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) key;
        MasterKey master = MasterKey.of(Base64.getEncoder().encodeToString(bytes));
        try (Vault vault = Vault.open(
                folder.resolve("vault" + key),
                master,
                VaultSettings.defaults(),
                () -> Instant.ofEpochSecond(seconds.get()))) {
            return vault.secrets().ofUsers();
        }
    }
}
