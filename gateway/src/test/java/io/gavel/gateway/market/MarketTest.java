package io.gavel.gateway.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.http.Role;
import io.gavel.message.EntityKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The market's door in front of a real engine. */
class MarketTest {
    private static final String DOCUMENT = """
            currency: EUR
            verticals: {auto: {fields: {zip: {type: zip}, age: {type: integer}, phone: {type: phone}}}}
            sellers: {acme: {api_key: demo-acme, share: 0.80}}
            buyers: {north: {api_key: demo-north, timezone: America/New_York, signing_secret: whsec_c2VjcmV0}}
            campaigns: {leads: {vertical: auto, sellers: [acme]}}
            orders:
              first: {buyer: north, campaign: leads, price: 5.00, filter: {field: age, at_least: 21}}
              second: {buyer: north, campaign: leads, bid: {url: "http://127.0.0.1:9101/bid"}}
            """;

    private static final String ORDER_THAT_DELIVERS =
            "{\"buyer\":\"north\",\"campaign\":\"leads\",\"price\":1,\"deliver\":{\"url\":\"http://127.0.0.1:9101/lead\"}}";

    @TempDir
    Path folder;

    private MarketRig rig;

    @BeforeEach
    void open() {
        rig = MarketRig.open(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aDocumentBecomesTheMarketAndCanBeReadBack() {
        Outcome outcome = replace(DOCUMENT);

        assertNull(outcome.refusal());
        assertEquals("EUR", now().currency());
        OrderInfo first = now().order("first");
        assertNotNull(first);
        assertEquals(5_000_000, first.priceMicros());
        assertEquals(first, now().order(first.id()));
        assertEquals("north", now().name(EntityKind.BUYER, first.buyerId()));
        assertEquals(0, replace(rig.market.document(true).join()).differences().size());
    }

    @Test
    void theSampleMarketComesBackAsItWentIn() throws IOException {
        assertNull(replace(Files.readString(Path.of("../config/market.yaml"))).refusal());

        Outcome again = rig.market
                .replace("market.json", rig.market.document(false).join(), false, "test")
                .join();

        assertNull(again.refusal());
        assertEquals(List.of(), again.differences());
    }

    @Test
    void anAmountWithFewerZerosIsTheSameAmount() {
        replace(DOCUMENT);

        String parsed = DOCUMENT.replace("5.00", "5.0").replace("0.80", "0.8");

        assertEquals(List.of(), words(replace(parsed)));
        assertEquals(List.of("orders first changed"), words(replace(parsed.replace("price: 5.0", "price: 5.01"))));
    }

    @Test
    void aWholeDocumentIsRefusedIfAnythingChangedSinceItWasRead() {
        replace(DOCUMENT);
        Market.Tagged read = rig.market.tagged(false).join();
        Precondition unchanged = new Precondition(read.tag(), null);
        byte[] text = read.text().replace("5.00", "6.00").getBytes(StandardCharsets.UTF_8);
        assertNull(rig.market
                .delete(Section.ORDERS, "second", Precondition.NONE, "test")
                .join()
                .refusal());

        Outcome outcome = rig.market
                .replace("market.json", text, false, unchanged, "test")
                .join();

        assertEquals(412, refusal(outcome).status());
        Precondition now = new Precondition(rig.market.tagged(false).join().tag(), null);
        assertNull(rig.market
                .replace("market.json", text, false, now, "test")
                .join()
                .refusal());
    }

    @Test
    void nothingIsAppliedIfAnythingIsWrong() {
        Outcome outcome = replace(DOCUMENT + "  third: {buyer: nobody, campaign: leads, price: 1}\n");

        assertEquals(422, refusal(outcome).status());
        assertEquals("orders.third.buyer", refusal(outcome).problems().get(0).key());
        assertNull(now().order("first"));
    }

    @Test
    void aDryRunSaysWhatWouldChangeAndChangesNothing() {
        replace(DOCUMENT);

        Outcome outcome = rig.market
                .replace(
                        "market.yaml",
                        DOCUMENT.replace("5.00", "6.00").replace("share: 0.80", "share: 0.5"),
                        true,
                        "test")
                .join();

        assertEquals(List.of("sellers acme changed", "orders first changed"), words(outcome));
        OrderInfo first = now().order("first");
        assertNotNull(first);
        assertEquals(5_000_000, first.priceMicros());
    }

    @Test
    void whatADocumentLeavesOutIsDeletedWhatRefersToItFirst() {
        replace(DOCUMENT);

        Outcome outcome = replace("currency: EUR\n");

        assertNull(outcome.refusal());
        assertEquals(
                List.of(
                        "orders second removed",
                        "orders first removed",
                        "campaigns leads removed",
                        "buyers north removed",
                        "sellers acme removed",
                        "verticals auto removed"),
                words(outcome));
        assertNull(now().order("first"));
        assertNull(rig.directory.find("demo-acme"));
    }

    @Test
    void aNameKeepsItsIdForEver() {
        replace(DOCUMENT);
        int id = now().idOf(EntityKind.ORDER, "first");
        rig.market.delete(Section.ORDERS, "first", Precondition.NONE, "test").join();
        assertEquals(
                201, created(put(Section.ORDERS, "third", "{\"buyer\":\"north\",\"campaign\":\"leads\",\"price\":1}")));
        assertEquals(
                201, created(put(Section.ORDERS, "first", "{\"buyer\":\"north\",\"campaign\":\"leads\",\"price\":1}")));

        assertEquals(id, now().idOf(EntityKind.ORDER, "first"));
        assertEquals(id + 2, now().idOf(EntityKind.ORDER, "third"));
    }

    @Test
    void whatWasDeletedKeepsItsAddressForWhatIsUnderWayAlsoOverARestart() {
        replace(DOCUMENT);
        put(Section.ORDERS, "third", ORDER_THAT_DELIVERS);
        int id = now().idOf(EntityKind.ORDER, "third");
        replace("currency: EUR\n");
        assertDelivers(id);

        rig = rig.reopen();

        assertDelivers(id);
    }

    /** It is deleted, and so are its buyer and its campaign. */
    private void assertDelivers(int id) {
        OrderInfo order = now().order(id);
        assertNotNull(order);
        assertTrue(order.entity().deleted());
        assertFalse(order.enabled());
        assertNotNull(order.deliver());
        assertEquals("http://127.0.0.1:9101/lead", order.deliver().url());
        assertNotNull(now().buyer(order.buyerId()));
        assertNotNull(now().campaign(order.campaignId()));
        assertNull(now().order("third"));
    }

    @Test
    void idsKeysAndSecretsSurviveARestart() {
        replace(DOCUMENT);
        int id = now().idOf(EntityKind.ORDER, "second");
        String before = rig.market.document(false).join();

        rig = rig.reopen();

        assertEquals(id, now().idOf(EntityKind.ORDER, "second"));
        assertEquals(before, rig.market.document(false).join());
        assertEquals(Role.SELLER, role("demo-acme"));
        assertEquals(0, replace(DOCUMENT).differences().size());
        put(Section.ORDERS, "third", "{\"buyer\":\"north\",\"campaign\":\"leads\",\"price\":1}");
        assertEquals(id + 1, now().idOf(EntityKind.ORDER, "third"));
    }

    @Test
    void noSecretIsKeptOrShownInClear() throws IOException {
        replace(DOCUMENT);
        String shown = rig.market.document(false).join();
        assertTrue(shown.contains("\"api_key_set\":true"), shown);
        assertTrue(shown.contains("\"signing_secret_set\":true"), shown);
        assertFalse(shown.contains("demo-acme") || shown.contains("hash") || shown.contains("sealed"), shown);
        rig.close();

        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains("demo-acme"), file.toString());
                assertFalse(bytes.contains("whsec_"), file.toString());
            }
        }
        rig = MarketRig.open(folder);
    }

    @Test
    void aDocumentWithoutAKeyKeepsTheKeyAndNullDropsIt() {
        replace(DOCUMENT);
        assertNull(put(Section.SELLERS, "acme", "{\"share\":0.5}").refusal());
        assertEquals(Role.SELLER, role("demo-acme"));

        assertNull(put(Section.SELLERS, "acme", "{\"api_key\":\"another-key\"}").refusal());
        assertNull(rig.directory.find("demo-acme"));
        assertEquals(Role.SELLER, role("another-key"));

        assertNull(put(Section.SELLERS, "acme", "{\"api_key\":null}").refusal());
        assertNull(rig.directory.find("another-key"));
    }

    @Test
    void aWebhookThatWouldNeverHearOfAnythingIsRefused() {
        String webhook = "{\"url\":\"https://crm.example/hook\",\"events\":[\"lead.*\",\"lead.sole\"]}";

        Outcome outcome = put(Section.WEBHOOKS, "crm", webhook, Precondition.NONE);

        assertEquals(
                "expected names of events like lead.sold, found \"lead.sole\", did you mean lead.sold?",
                refusal(outcome).problems().get(0).message());
        assertNull(put(Section.WEBHOOKS, "crm", webhook.replace("sole", "sold"), Precondition.NONE)
                .refusal());
    }

    @Test
    void aMistypedSigningSecretIsRefused() {
        replace(DOCUMENT);

        Outcome outcome = put(Section.BUYERS, "north", "{\"signing_secret\":\"whsec_no base64\"}", Precondition.NONE);

        assertEquals(
                "buyers.north.signing_secret",
                refusal(outcome).problems().get(0).key());
        assertNull(put(Section.BUYERS, "north", "{\"signing_secret\":\"any text\"}", Precondition.NONE)
                .refusal());
    }

    @Test
    void twoCannotHaveTheSameKey() {
        replace(DOCUMENT);

        Outcome outcome = put(Section.BUYERS, "south", "{\"api_key\":\"demo-acme\"}");

        assertEquals("buyers.south.api_key", refusal(outcome).problems().get(0).key());
    }

    @Test
    void aChangeOfWhatSomebodyElseChangedMeanwhileIsRefused() {
        replace(DOCUMENT);
        Entity read = now().entity(EntityKind.SELLER, "acme");
        assertNotNull(read);
        Precondition unchanged = new Precondition(Precondition.tag(read), null);
        assertNull(put(Section.SELLERS, "acme", "{\"share\":0.5}", unchanged).refusal());

        assertEquals(
                412,
                refusal(put(Section.SELLERS, "acme", "{\"share\":0.6}", unchanged))
                        .status());
        assertEquals(
                412,
                refusal(put(Section.SELLERS, "acme", "{}", new Precondition(null, "*")))
                        .status());
        assertEquals(
                412,
                refusal(rig.market
                                .delete(Section.SELLERS, "acme", unchanged, "test")
                                .join())
                        .status());
        Entity changed = now().entity(EntityKind.SELLER, "acme");
        assertNotNull(changed);
        assertNotEquals(read.version(), changed.version());
    }

    @Test
    void whatIsInUseIsNotDeleted() {
        replace(DOCUMENT);
        for (Section section : List.of(Section.VERTICALS, Section.SELLERS, Section.BUYERS, Section.CAMPAIGNS)) {
            String name = rig.anyName(section);
            Outcome outcome =
                    rig.market.delete(section, name, Precondition.NONE, "test").join();
            assertEquals(409, refusal(outcome).status(), section.key());
        }
    }

    @Test
    void aFieldThatAFilterNeedsCannotGoAndOneThatChangesIsCompiledAgain() {
        replace(DOCUMENT);
        Outcome gone = put(Section.VERTICALS, "auto", "{\"fields\":{\"zip\":{\"type\":\"zip\"}}}");
        assertEquals(
                "orders.first.filter.field", refusal(gone).problems().get(0).key());

        Outcome changed = put(
                Section.VERTICALS,
                "auto",
                "{\"fields\":{\"zip\":{\"type\":\"zip\"},\"phone\":{\"type\":\"phone\"},\"age\":{\"type\":\"decimal\"}}}");

        assertNull(changed.refusal());
        assertEquals(
                List.of(
                        "verticals auto changed",
                        "campaigns leads changed",
                        "orders first changed",
                        "orders second changed"),
                words(changed));
        Vertical auto = now().vertical("auto");
        assertNotNull(auto);
        Field age = auto.field("age");
        assertNotNull(age);
        assertEquals(2, age.id(), "a field keeps its id");
    }

    @Test
    void theCurrencyOfAMarketWithOrdersStays() {
        replace(DOCUMENT);

        assertEquals(
                "currency",
                refusal(replace(DOCUMENT.replace("EUR", "USD")))
                        .problems()
                        .get(0)
                        .key());
    }

    @Test
    void anEditMayObjectAndThenChangesNothing() {
        replace(DOCUMENT);

        Outcome outcome = rig.market
                .edit(
                        Section.ORDERS,
                        "first",
                        (document, problems) -> {
                            problems.add("price", document, "too much");
                            return document.with("price", Node.scalar(Node.Kind.NUMBER, 0, "9"));
                        },
                        Precondition.NONE,
                        "test")
                .join();

        assertEquals(422, refusal(outcome).status());
        assertEquals(404, refusal(edit("nobody")).status());
    }

    @Test
    void keysAreMadeListedAndRevoked() {
        replace(DOCUMENT);
        ApiKeys.Made made = rig.keys.create(Role.SELLER, "acme", "ci", "test").join();
        assertNull(made.refusal());
        assertEquals(Role.SELLER, role(made.key()));
        assertEquals(
                "acme",
                java.util.Objects.requireNonNull(rig.directory.find(made.key())).name());

        assertNull(rig.keys.revoke(made.id(), "test").join().refusal());
        assertNull(rig.directory.find(made.key()));
        assertEquals(404, refusal(rig.keys.revoke(made.id(), "test").join()).status());
        assertNotNull(rig.keys.create(Role.BUYER, "acme", "", "test").join().refusal());
    }

    @Test
    void theLastOperatorsKeyStays() {
        new OperatorKey(rig.directory, rig.keys).ensure("operator-key", key -> {});
        assertEquals(Role.OPERATOR, role("operator-key"));
        assertEquals(
                409,
                refusal(rig.keys.revoke(OperatorKey.CONFIGURED, "test").join()).status());
        rig.keys.create(Role.OPERATOR, "", "second", "test").join();

        assertNull(rig.keys.revoke(OperatorKey.CONFIGURED, "test").join().refusal());
        assertNull(rig.directory.find("operator-key"));
    }

    @Test
    void withoutAConfiguredKeyOneIsMadeOnce() {
        java.util.ArrayList<String> printed = new java.util.ArrayList<>();
        new OperatorKey(rig.directory, rig.keys).ensure(null, printed::add);
        new OperatorKey(rig.directory, rig.keys).ensure(null, printed::add);

        assertEquals(1, printed.size());
        assertEquals(Role.OPERATOR, role(printed.get(0)));
    }

    private Snapshot now() {
        return rig.directory.now();
    }

    private Role role(String key) {
        return java.util.Objects.requireNonNull(rig.directory.find(key)).role();
    }

    private Outcome replace(String yaml) {
        return rig.market.replace("market.yaml", yaml, false, "test").join();
    }

    private Outcome edit(String name) {
        return rig.market
                .edit(Section.ORDERS, name, (document, problems) -> document, Precondition.NONE, "test")
                .join();
    }

    private Outcome put(Section section, String name, String json) {
        return put(section, name, json, Precondition.NONE);
    }

    private Outcome put(Section section, String name, String json, Precondition precondition) {
        return rig.market.put(section, name, json, precondition, "test").join();
    }

    private static int created(Outcome outcome) {
        return outcome.refusal() != null ? outcome.refusal().status() : outcome.created() ? 201 : 200;
    }

    private static Refusal refusal(Outcome outcome) {
        Refusal refusal = outcome.refusal();
        assertNotNull(refusal);
        return refusal;
    }

    private static List<String> words(Outcome outcome) {
        return outcome.differences().stream()
                .map(difference -> difference.section() + " " + difference.name() + " " + difference.change())
                .toList();
    }
}
