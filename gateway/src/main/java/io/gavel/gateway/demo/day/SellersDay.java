package io.gavel.gateway.demo.day;

import io.gavel.gateway.demo.Person;
import io.gavel.gateway.demo.SampleOffer;
import io.gavel.gateway.demo.phone.Visitor;
import io.gavel.gateway.http.Principal;
import io.gavel.gateway.http.seller.SellerMessages;
import io.gavel.message.Ids;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.LeadStatus;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.SaleState;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** Forms are filled in and offered: most pings that win are posted, some are left to expire; some leads come without a ping. */
final class SellersDay {
    /** Nobody else's correlation ids are above this. */
    static final long FIRST = 1L << 40;

    private static final int STOP_SECONDS = 60;
    private static final int PEOPLE_REMEMBERED = 1_000;
    private static final int LONGEST_THOUGHT = 20_000;
    private static final long PEOPLE_OF_A_SEED = 1_000_003;

    private final World world;
    private final SellerMessages messages;
    private final SplittableRandom random;
    private final Map<String, Integer> sellers = new HashMap<>();
    private final Long2ObjectHashMap<Form> asked = new Long2ObjectHashMap<>();
    private long next = FIRST;
    private long people;

    private record Form(String campaign, int sellerId, JsonObject fields) {}

    SellersDay(World world) {
        this.world = world;
        this.messages = new SellerMessages(world.directory(), world.leads().persons(), world.clock());
        this.random = world.random().split();
    }

    void begin() {
        double perSecond = world.plan().pings() / (double) world.plan().length().toSeconds();
        world.often(perSecond, STOP_SECONDS, this::form);
    }

    void answered(PingAnsweredDecoder ping) {
        Form form = asked.remove(ping.correlationId());
        if (form == null || ping.reason() != 0) {
            return;
        }
        world.figures().accepted++;
        if (random.nextInt(12) > 0) {
            long pingId = ping.pingId();
            world.agenda().in(random.nextInt(500, LONGEST_THOUGHT), () -> post(form, pingId));
        }
    }

    /** Counts what was sold, each sale once: when it is accepted. */
    void answered(LeadAnsweredDecoder lead) {
        if (lead.status() != LeadStatus.SOLD || lead.flags().test()) {
            return;
        }
        boolean isReturn = false;
        long micros = 0;
        for (LeadAnsweredDecoder.SalesDecoder sale : lead.sales()) {
            isReturn |= sale.state() == SaleState.RETURNED;
            micros += sale.state() == SaleState.ACCEPTED ? sale.priceMicros() : 0;
        }
        if (!isReturn && lead.correlationId() != 0) {
            world.figures().sold++;
            world.figures().soldMicros += micros;
        }
    }

    /** Somebody filled in a form. */
    private void form() {
        SampleOffer offer = one(world.market().offers());
        String key = offer.sellerKeys().get(random.nextInt(offer.sellerKeys().size()));
        boolean comesBack = people > 0 && random.nextInt(50) == 0;
        long who = comesBack ? Math.max(0, people - 1 - random.nextInt(PEOPLE_REMEMBERED)) : people++;
        Person person = new Person(world.plan().seed() * PEOPLE_OF_A_SEED + who);
        Form form = new Form(offer.campaign(), seller(key), person.fill(offer.fields()));
        if (random.nextInt(10) == 0) {
            lead(form);
        } else {
            ping(form, offer, person);
        }
    }

    private void ping(Form form, SampleOffer offer, Person person) {
        JsonObject body = new JsonObject()
                .put("campaign", form.campaign())
                .put("fields", Person.pingable(form.fields(), offer.fields()))
                .put("phone_hash", person.phoneHash())
                .put("source", source())
                .put("sub_id", "ad-" + random.nextInt(1, 30));
        boolean test = random.nextInt(50) == 0;
        if (test) {
            body.put("test", true);
        } else {
            asked.put(next, form);
        }
        byte[] json = body.toBuffer().getBytes();
        long correlationId = next++;
        world.line()
                .offer(into -> messages.ping(json, form.sellerId(), correlationId, into)
                        - MessageHeaderEncoder.ENCODED_LENGTH);
        world.figures().pings++;
    }

    private void lead(Form form) {
        JsonObject body = new JsonObject()
                .put("campaign", form.campaign())
                .put("fields", form.fields())
                .put("tracking", Visitor.cameBy(random))
                .put("source", source());
        send(messages.lead(body.toBuffer().getBytes(), form.sellerId()));
        world.figures().pings++;
    }

    private void post(Form form, long pingId) {
        JsonObject body = new JsonObject()
                .put("ping_id", Ids.text(pingId))
                .put("fields", form.fields())
                .put("tracking", Visitor.cameBy(random));
        send(messages.post(body.toBuffer().getBytes(), form.campaign(), pingId, form.sellerId()));
    }

    private void send(SellerMessages.Lead lead) {
        long leadRef = Keeping.in(world.leads(), lead.kept());
        world.line().offer(lead.message(next++, leadRef), lead.length());
        world.figures().leads++;
    }

    /** The first has most of them, and the best people: see {@link BuyersDay}. */
    private String source() {
        return "site-" + (1 + Math.min(random.nextInt(5), random.nextInt(5)));
    }

    private int seller(String key) {
        return sellers.computeIfAbsent(key, unknown -> {
            @Nullable Principal seller = world.directory().find(unknown);
            if (seller == null) {
                throw new IllegalStateException("a seller of the market has no key");
            }
            return seller.ownerId();
        });
    }

    private SampleOffer one(List<SampleOffer> offers) {
        return offers.get(random.nextInt(offers.size()));
    }
}
