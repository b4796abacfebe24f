package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.message.EntityKind;
import io.gavel.message.FieldType;
import io.gavel.message.MethodName;
import io.gavel.message.Money;
import io.gavel.message.Pricing;
import io.gavel.message.Product;
import io.gavel.message.Repeat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads campaigns, and the duplicate rules that orders have too. Any thread. */
final class CampaignReader {
    /** Of one, in micro-units. */
    private static final long THOUSANDTH = Money.UNIT / 1000;

    private static final List<Product> PRODUCTS = List.of(Product.LEAD, Product.CALL);
    private static final List<MethodName> METHODS =
            List.of(MethodName.WATERFALL, MethodName.WEIGHTED, MethodName.ROUND_ROBIN, MethodName.PING_POST);
    private static final List<Pricing> PRICINGS = List.of(Pricing.FIRST_PRICE, Pricing.SECOND_PRICE);
    private static final List<Repeat> REPEATS = List.of(Repeat.REJECT, Repeat.SAME_BUYER, Repeat.NORMAL);
    /** Who calls, in {@code duplicates.by}: of a vertical without a field of type phone too. */
    private static final String CALLER = "caller";

    private static final int MOST_SELLERS = 10_000;

    private CampaignReader() {}

    static CampaignInfo read(Entity entity, Node node, String path, Known known, Problems problems) {
        Reading reading = new Reading(node, path, problems);
        Vertical vertical = vertical(reading, known);
        Product product = reading.word("product", Product.LEAD, PRODUCTS);
        MethodName method = reading.word("method", MethodName.PING_POST, METHODS);
        Pricing pricing = reading.word("pricing", Pricing.FIRST_PRICE, PRICINGS);
        if (pricing == Pricing.SECOND_PRICE && method != MethodName.PING_POST) {
            reading.problem("pricing", "second_price goes with method: ping_post only");
        }
        int maxSales = reading.integer("max_sales", 1, 1, 100);
        if (maxSales > 1 && product == Product.CALL) {
            reading.problem("max_sales", "a call is sold once");
        }
        CampaignInfo campaign = new CampaignInfo(
                entity,
                reading.text("name", entity.name()),
                reading.flag("enabled", true),
                vertical == null ? 0 : vertical.id(),
                product,
                method,
                pricing,
                reading.money("floor", 0, 0),
                reading.integer("deadline_ms", 500, 10, 60_000),
                maxSales,
                reading.integer("award_ttl_s", 60, 1, 86_400) * 1000,
                reading.integer("post_deadline_ms", 15_000, 100, 600_000),
                duplicates(reading, vertical, product == Product.CALL),
                sellers(reading, known),
                calls(reading, product, vertical, known),
                conversion(reading),
                PartyReader.zone(reading, reading.text("timezone", "UTC")),
                ScoreReader.read(reading, vertical == null ? 0 : vertical.id(), product, method, pricing, known));
        reading.end();
        return campaign;
    }

    /** {@code duplicates: {by: [phone], window: 30d}}, {@code repeat: same_buyer} with it for calls; null: none. */
    static @Nullable Duplicates duplicates(Reading owner, @Nullable Vertical vertical, boolean calls) {
        Reading reading = owner.map("duplicates");
        if (reading == null) {
            return null;
        }
        List<Integer> fields = new ArrayList<>();
        for (String name : reading.texts("by", Vertical.FIELDS)) {
            if (calls && name.equals(CALLER)) {
                fields.add(vertical == null ? 0 : vertical.callerField());
                continue;
            }
            Field field = vertical == null ? null : vertical.field(name);
            boolean person = field != null && (field.type() == FieldType.PHONE || field.type() == FieldType.EMAIL);
            if (vertical != null && !person) {
                reading.problem("by", name + " is no field of type phone or email of vertical " + vertical.name());
            } else if (field != null) {
                fields.add(field.id());
            }
        }
        if (!reading.has("by")) {
            reading.problem("by", "is missing: the fields that a person is known by");
        }
        String window = reading.textOrNull("window");
        long seconds = window == null ? Durations.INVALID : Durations.seconds(window);
        if (seconds == Durations.INVALID) {
            reading.problem("window", "expected a duration like 30d, 12h or 45m");
        }
        Repeat repeat = calls ? reading.word("repeat", Repeat.REJECT, REPEATS) : Repeat.REJECT;
        if (!calls && reading.has("repeat")) {
            reading.node("repeat");
            reading.problem("repeat", "goes with a campaign of product: call only");
        }
        reading.end();
        return new Duplicates(List.copyOf(fields), Math.max(1, seconds), repeat);
    }

    private static @Nullable Vertical vertical(Reading reading, Known known) {
        String name = reading.textOrNull("vertical");
        if (name == null) {
            reading.problem("vertical", "is missing");
            return null;
        }
        Vertical vertical = known.vertical(name);
        if (vertical == null) {
            reading.problem("vertical", "there is no vertical " + name + known.near(EntityKind.VERTICAL, name));
        }
        return vertical;
    }

    private static List<Integer> sellers(Reading reading, Known known) {
        List<Integer> ids = new ArrayList<>();
        for (String name : reading.texts("sellers", MOST_SELLERS)) {
            SellerInfo seller = known.seller(name);
            if (seller == null) {
                reading.problem("sellers", "there is no seller " + name + known.near(EntityKind.SELLER, name));
            } else if (ids.contains(seller.id())) {
                reading.problem("sellers", "has " + name + " twice");
            } else {
                ids.add(seller.id());
            }
        }
        return List.copyOf(ids);
    }

    /** What only calls have. */
    private static @Nullable CallTerms calls(
            Reading reading, Product product, @Nullable Vertical vertical, Known known) {
        List<String> only = List.of(
                "flow", "waiting", "recording", "ring", "ring_at_once", "media", "no_buyer_status", "longest_call_s");
        for (String key : only) {
            if (reading.has(key) && product != Product.CALL) {
                reading.problem(key, "goes with product: call only");
            }
        }
        String flow = reading.textOrNull("flow");
        if (flow != null && !known.has(EntityKind.FLOW, flow)) {
            reading.problem("flow", "there is no flow " + flow + known.near(EntityKind.FLOW, flow));
        }
        FlowInfo heard = flow == null ? null : known.flow(flow);
        if (heard != null && vertical != null) {
            FlowAnswers.check(heard, vertical, reading);
        }
        String waiting = reading.textOrNull("waiting");
        FlowReader.prompt(reading, "waiting", known);
        oneOf(reading, "ring", "one", "all");
        oneOf(reading, "media", "anchored", "direct");
        boolean all = reading.text("ring", "one").equals("all");
        boolean direct = reading.text("media", "anchored").equals("direct");
        int atOnce = reading.integer("ring_at_once", all ? 5 : 1, 1, 20);
        if (reading.has("ring_at_once") && !all) {
            reading.problem("ring_at_once", "goes with ring: all");
        }
        int status = reading.integer("no_buyer_status", 480, 400, 699);
        int longest = reading.integer("longest_call_s", 14_400, 10, 86_400);
        Reading recording = reading.map("recording");
        boolean records = false;
        boolean transcribes = false;
        String announce = null;
        Set<Long> announceIn = Set.of();
        if (recording != null) {
            oneOf(recording, "mode", "off", "both_legs");
            records = recording.text("mode", "both_legs").equals("both_legs");
            transcribes = recording.flag("transcribe", false);
            announce = recording.textOrNull("announce");
            FlowReader.prompt(recording, "announce", known);
            announceIn = RecordingLaw.read(recording);
            recording.end();
        }
        if (direct && (flow != null || waiting != null || records)) {
            reading.problem(
                    "media",
                    "direct goes with neither flow, waiting nor recording: the gateway does not hear the audio");
        }
        return product == Product.CALL
                ? new CallTerms(
                        flow,
                        waiting,
                        atOnce,
                        records,
                        transcribes && records,
                        announce,
                        announceIn,
                        direct,
                        status,
                        longest)
                : null;
    }

    private static Conversion conversion(Reading reading) {
        Reading conversion = reading.map("conversion");
        if (conversion == null) {
            return Conversion.USUAL;
        }
        String name = conversion.text("name", Conversion.USUAL.name());
        oneOf(conversion, "value", "price", "payout");
        boolean payout = conversion.text("value", "price").equals("payout");
        long least = conversion.money("min_confidence", Conversion.SURE_MILLIS * THOUSANDTH, 0);
        if (least > Money.UNIT) {
            conversion.problem("min_confidence", "expected a confidence from 0 to 1");
        }
        conversion.end();
        return new Conversion(name, payout, (int) Math.min(Money.UNIT / THOUSANDTH, least / THOUSANDTH));
    }

    static void oneOf(Reading reading, String key, String... words) {
        String word = reading.textOrNull(key);
        if (word != null && !List.of(words).contains(word.toLowerCase(Locale.ROOT))) {
            reading.problem(key, "expected one of " + String.join(", ", words) + ", found \"" + word + "\"");
        }
    }
}
