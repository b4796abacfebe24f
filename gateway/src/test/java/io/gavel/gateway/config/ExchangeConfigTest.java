package io.gavel.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExchangeConfigTest {
    private static final Path SAMPLE = Path.of("../config/exchange.yaml");

    @Test
    void theFileHasEveryKeyAtItsDefault() throws IOException {
        Settings settings = new Settings(Node.EMPTY_MAP, Map.of(), new Problems());
        ExchangeConfig.from(settings);
        Problems problems = new Problems();
        Node root = NodeReader.yaml(Files.readString(SAMPLE), problems);

        assertEquals(List.of(), problems.list());
        assertEquals(new TreeMap<>(settings.asked()), leaves("", root, new TreeMap<>()));
    }

    @Test
    void theFileReadsAsTheDefaults() throws IOException {
        Problems problems = new Problems();

        assertEquals(ExchangeConfig.defaults(), ExchangeConfig.read(Files.readString(SAMPLE), Map.of(), problems));
        assertEquals(List.of(), problems.list());
    }

    @Test
    void theProductionExampleIsAccepted() throws IOException {
        Problems problems = new Problems();
        String text = Files.readString(Path.of("../config/exchange.production.yaml"));
        ExchangeConfig config = ExchangeConfig.read(text, Map.of(), problems);
        assertEquals(List.of(), problems.list());
        assertEquals(SyncPolicy.BATCH, config.journal().sync());
    }

    @Test
    void theFileExplainsEveryGroup() throws IOException {
        List<String> lines = Files.readAllLines(SAMPLE);
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).matches("[a-z].*")) {
                assertTrue(lines.get(i - 1).startsWith("#"), "no comment above " + lines.get(i));
            }
        }
    }

    @Test
    void aVariableOverridesAnyKey() {
        Problems problems = new Problems();
        Map<String, String> environment = Map.of(
                "GAVEL_HTTP_PORT", "9000",
                "GAVEL_BUYERS_ALLOW_PRIVATE_ADDRESSES", "true",
                "GAVEL_JOURNAL_SYNC", "batch",
                "GAVEL_MEDIA_PORTS", "30000-30010",
                "GAVEL_OPERATOR_KEY", "operator-key",
                "GAVEL_DATA", "elsewhere",
                "HOME", "ignored");

        ExchangeConfig config = ExchangeConfig.read("http: {port: 1}", environment, problems);

        assertEquals(List.of(), problems.list());
        assertEquals(9000, config.http().port());
        assertTrue(config.buyers().allowPrivateAddresses());
        assertEquals(SyncPolicy.BATCH, config.journal().sync());
        assertEquals(new PortRange(30_000, 30_010), config.media().ports());
        assertEquals("operator-key", config.operator().key());
        assertEquals(Path.of("elsewhere"), config.data());
    }

    @Test
    void everyProblemIsFoundAtOnceWithItsKeyAndLine() {
        Problems problems = new Problems();
        String text = """
                http:
                  port: 70000
                  prot: 1
                htpt: {}
                line:
                  input_slots: 1000
                  wait: sleeping
                journal: fast
                vault:
                  key: c2VjcmV0
                operator:
                  key: short
                media: {ports: 9-1}
                buyers:
                  allow_private_addresses: yes
                """;

        ExchangeConfig.read(text, Map.of("GAVEL_SIP_PORT", "many"), problems);

        List<String> found = new ArrayList<>();
        problems.list().forEach(problem -> found.add(problem.line() + " " + problem.key()));
        assertEquals(
                List.of(
                        "0 sip.port",
                        "2 http.port",
                        "3 http.prot",
                        "4 htpt",
                        "6 line.input_slots",
                        "7 line.wait",
                        "8 journal",
                        "10 vault.key",
                        "13 media.ports",
                        "15 buyers.allow_private_addresses"),
                found);
        assertTrue(problems.list().toString().contains("did you mean http.port?"));
        assertFalse(problems.list().toString().contains("c2VjcmV0"), "a secret is shown");
    }

    @Test
    void secretsAreNotPrinted() {
        Problems problems = new Problems();
        String key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

        ExchangeConfig config =
                ExchangeConfig.read("{operator: {key: hidden-key}, vault: {key: " + key + "}}", Map.of(), problems);

        assertEquals(List.of(), problems.list());
        assertFalse(config.toString().contains("hidden-key"));
        assertFalse(config.toString().contains(key));
    }

    @Test
    void aVariableThatNamesNoKeyIsReported() {
        assertEquals(
                List.of("GAVEL_HTPP_PORT"),
                ExchangeConfig.unknownVariables(Map.of("GAVEL_HTPP_PORT", "1", "GAVEL_HTTP_PORT", "1", "PATH", "")));
    }

    private static Map<String, String> leaves(String path, Node node, Map<String, String> into) {
        for (int i = 0; i < node.keys().size(); i++) {
            String key = path + node.keys().get(i);
            Node value = node.values().get(i);
            if (value.isMap()) {
                leaves(key + ".", value, into);
            } else {
                into.put(key, value.text());
            }
        }
        return into;
    }
}
