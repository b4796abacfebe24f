package io.gavel.gateway.vault.erasure;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.vault.Vault;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is to be erased is found wherever a vault's entry names them, and nobody else is. */
class PersonTest {
    private static final Person PERSON = new Person("+12125550641", "gone@person.example");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(212) 555-0641",
                "+12125550641",
                "Gone@Person.example",
                "call me: 2125550641, after six",
                "call me at +12125550641.",
                "write to <gone@person.example>.",
                "https://site.example/?email=gone%40person.example&x=1",
                "https://site.example/?email=Gone%40Person.Example",
                "https://site.example/?email=gone@person.example#top",
                "https://site.example/?phone=%2B12125550641&x=%",
                "https://site.example/?p=12125550641"
            })
    void whoeverIsNamedIsFound(String text) {
        assertTrue(PERSON.isIn(entry("fields", text)));
        assertTrue(PERSON.isIn(Vault.entry(entry("a", "b"), entry("landing_page", text))), "where a lead came from");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+12125550642",
                "hasgone@person.example",
                "gone@person.example.org",
                "not-gone@person.example",
                "Cj0K2125550641xyz",
                "92125550641",
                "21255506412",
                "212555064",
                "%zz"
            })
    void whoeverIsLikeThemIsNot(String text) {
        assertFalse(PERSON.isIn(Vault.entry(entry("fields", text), entry("landing_page", text))));
    }

    private static byte[] entry(String name, String text) {
        return ("{\"deep\":[{\"" + name + "\":\"" + text + "\"}]}").getBytes(StandardCharsets.UTF_8);
    }
}
