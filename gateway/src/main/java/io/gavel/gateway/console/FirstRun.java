package io.gavel.gateway.console;

import io.gavel.gateway.account.Desk;
import io.gavel.gateway.account.Users;
import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.Problem;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Body;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.http.Router;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.Outcome;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first run: an operator, a market, and a lead that is sold. Open only while nobody can sign in with a name and there is no
 * market; its first step wants the code that was printed at the start, so that it is the one who started the program who sets
 * it up. Then it is over for good.
 */
final class FirstRun {
    static final String HERE = "/console/setup";
    private static final Logger LOG = LoggerFactory.getLogger(FirstRun.class);
    private static final int FORM_BYTES = 4_096;
    private static final int PATIENCE_SECONDS = 20;

    private final String code = Session.random().substring(0, 20);
    private final Users users;
    private final Sessions sessions;
    private final Locks locks;
    private final Function<Call, String> addresses;
    private final Market market;
    private final Supplier<Boolean> isMarketNew;
    private final Console.Errand errand;
    private final Desk desk;
    private final Press press;

    FirstRun(
            Users users,
            Sessions sessions,
            Locks locks,
            Function<Call, String> addresses,
            Market market,
            Supplier<Boolean> isMarketNew,
            Console.Errand errand,
            Desk desk,
            Press press) {
        this.users = users;
        this.sessions = sessions;
        this.locks = locks;
        this.addresses = addresses;
        this.market = market;
        this.isMarketNew = isMarketNew;
        this.errand = errand;
        this.desk = desk;
        this.press = press;
    }

    /** Whether nothing was set up yet. */
    boolean isOpen() {
        return users.isEmpty() && isMarketNew.get();
    }

    /** The address with the code, to be printed; null: there is nothing to set up. */
    @Nullable
    String path() {
        return isOpen() ? HERE + "?code=" + code : null;
    }

    void addTo(Router router, Guard guard) {
        router.route("GET", HERE, Access.PUBLIC, call -> ask(call, 200, "")).page(Access.PUBLIC);
        router.route("POST", HERE, Access.PUBLIC, this::operator)
                .takes(Body.ANY)
                .limit(FORM_BYTES)
                .page(Access.PUBLIC);
        guard.page(router, HERE + "/market", Access.OPERATOR, visit -> marketPage(List.of()));
        guard.form(router, HERE + "/market", Access.OPERATOR, this::makeMarket);
        guard.form(router, HERE + "/lead", Access.OPERATOR, this::sendLead);
    }

    // ------------------------------------------------------------------------------ 1. the operator

    private void ask(Call call, int status, String problem) {
        if (!isOpen()) {
            Press.give(call, Press.Sheet.move("/console"));
            return;
        }
        String token = SignIn.formToken(call);
        String given = Guard.same(Query.of(call).text("code"), code) ? code : "";
        press.print(call, () -> {
            String text =
                    press.text("setup.jte", Map.of("frame", Frame.empty(token), "problem", problem, "code", given));
            return new Press.Sheet(status, Press.HTML, Buffer.buffer(text), "");
        });
    }

    private void operator(Call call) {
        Query form = Query.of(call);
        String address = addresses.apply(call);
        long wait = locks.waitSeconds(address, "");
        if (!isOpen()) {
            Press.give(call, Press.Sheet.move("/console"));
        } else if (!SignIn.isOurForm(call, form)) {
            ask(call, 403, "This form was too old. Try again.");
        } else if (wait > 0) {
            ask(call, 429, "Too many wrong codes. Try again in " + wait + " s.");
        } else if (!Guard.same(form.text("code"), code)) {
            locks.failed(address, "");
            ask(call, 403, "This is not the code that was printed when the program started.");
        } else {
            create(call, form);
        }
    }

    private void create(Call call, Query form) {
        String password = form.values().getOrDefault("new", "");
        if (password.isEmpty() || !password.equals(form.values().getOrDefault("newAgain", ""))) {
            ask(call, 422, "The password was not the same both times.");
            return;
        }
        boolean isTaken = desk.offer(() -> {
            Users.Outcome outcome =
                    isOpen() ? users.create(form.text("name"), Role.OPERATOR, "", password, "first run") : null;
            call.loop().context().runOnContext(now -> created(call, outcome));
        });
        if (!isTaken) {
            call.problem(io.gavel.gateway.http.Problems.BUSY);
        }
    }

    private void created(Call call, Users.@Nullable Outcome outcome) {
        if (outcome == null || outcome.user() == null) {
            String problem = outcome == null ? null : outcome.problem();
            ask(call, 422, problem == null ? "Somebody was faster." : problem);
            return;
        }
        LOG.info("console first-run operator={}", outcome.user().id());
        sessions.begin(call, outcome.user());
        Press.give(call, Press.Sheet.move(HERE + "/market"));
    }

    // ------------------------------------------------------------------------------ 2. the market

    private Page marketPage(List<Block> first) {
        if (!isMarketNew.get()) {
            Page.Headline over = Page.Headline.of("There is a market already. ").figure("See it live", "/console/live");
            return Page.of("Set up", over);
        }
        List<Block.Option> templates = new ArrayList<>();
        for (String name : Starter.NAMES) {
            templates.add(new Block.Option(name, Starter.of(name).title()));
        }
        List<Block> blocks = new ArrayList<>(first);
        blocks.add(new Block.Form(
                "Step 2 of 3: what is sold, who sells, who buys",
                HERE + "/market",
                "Make this market",
                List.of(
                        new Block.Input("template", "kind of leads", "select", "auto-insurance", templates),
                        Block.Input.text("seller", "the first seller", "Acme Media"),
                        Block.Input.text("buyer", "the first buyer", "North Mutual")),
                List.of()));
        blocks.add(new Block.Note(
                "What that makes",
                "note",
                List.of(
                        "A vertical with its fields, a ping-post campaign for leads and one for calls with a number,"
                                + " the seller with an API key and 80 % of the price,",
                        "and the buyer with an order at a fixed price, one that is asked for a bid each time, and one for calls.",
                        "The buyer's endpoint and its telephone are played by this program (" + Starter.SIMULATED
                                + ") until you put the real one in its place. All of it can be changed later.")));
        Page.Headline headline = Page.Headline.of("Your account is ready. What do you trade?");
        return Page.of("Set up", headline, blocks);
    }

    private Press.Sheet makeMarket(Visit visit) throws Exception {
        Starter starter = Starter.of(visit.query().text("template"));
        String seller = visit.query().text("seller");
        String buyer = visit.query().text("buyer");
        if (!isMarketNew.get()) {
            return page(visit, 409, marketPage(List.of()));
        }
        String key = "gvl_" + Session.random().replaceAll("[-_]", "x");
        Outcome outcome = market.replace("first-run.json", starter.document(seller, buyer, key), false, visit.actor())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (outcome.refusal() != null) {
            List<String> sentences = new ArrayList<>(List.of(outcome.refusal().detail()));
            for (Problem problem : outcome.refusal().problems()) {
                sentences.add(problem.toString());
            }
            return page(visit, 422, marketPage(List.of(new Block.Note("That cannot be", "warning", sentences))));
        }
        Page.Headline headline = Page.Headline.of("The market is there: ")
                .figure(starter.campaign(), "/console/market/" + starter.campaign())
                .text(", with one seller and one buyer.");
        return page(
                visit,
                200,
                Page.of(
                        "Set up",
                        headline,
                        new Block.Code("The seller's API key, shown only now", key),
                        new Block.Form(
                                "Step 3 of 3: sell a lead",
                                HERE + "/lead",
                                "Send a ping and its post",
                                List.of(),
                                List.of(
                                        Block.Input.text("template", "", starter.name()),
                                        Block.Input.text("key", "", key))),
                        new Block.Code(
                                "Or do it as the seller does",
                                "curl -s ADDRESS/v1/pings -H 'X-Api-Key: " + key
                                        + "' -H 'Content-Type: application/json' \\\n  -d '" + starter.ping() + "'")));
    }

    // ------------------------------------------------------------------------------ 3. a lead

    private Press.Sheet sendLead(Visit visit) throws Exception {
        Starter starter = Starter.of(visit.query().text("template"));
        String key = visit.query().text("key");
        List<Block.Moment> story = new ArrayList<>();
        String pingText = errand.post("/v1/pings", key, starter.ping());
        Node ping = json(pingText);
        String pingId = text(ping, "ping_id");
        boolean isAccepted = text(ping, "status").equals("accepted");
        story.add(new Block.Moment(
                "the seller's ping",
                isAccepted ? "good" : "bad",
                Cell.of(
                        isAccepted
                                ? "accepted: the seller is offered " + text(ping, "price") + " USD"
                                : "rejected: " + text(ping, "reason")),
                "POST /v1/pings " + starter.ping()));
        Node post = isAccepted ? json(errand.post("/v1/posts", key, starter.post(pingId))) : Node.EMPTY_MAP;
        boolean isSold = text(post, "status").equals("sold");
        if (isAccepted) {
            story.add(new Block.Moment(
                    "its post",
                    isSold ? "good" : "bad",
                    Cell.of(
                            isSold
                                    ? "sold: the seller earned " + text(post, "price") + " USD"
                                    : "not sold: " + text(post, "reason")),
                    "POST /v1/posts with the whole lead; the buyer got it, signed, and accepted"));
        }
        Page.Headline headline = isSold
                ? Page.Headline.of("It works: a lead was sold for ")
                        .figure(text(post, "price") + " USD", "/console/pings/" + pingId)
                        .text(" to the seller. ")
                        .figure("See the exchange live", "/console/live")
                : Page.Headline.of("The lead was not sold. ")
                        .figure("See why", isAccepted ? "/console/pings/" + pingId : "/console/pings");
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Timeline("What happened", story));
        if (isSold) {
            blocks.add(new Block.Form(
                    "One more: a call that is answered",
                    TestCallPages.HERE,
                    "Place a test call",
                    List.of(),
                    List.of(Block.Input.text("number", "", Starter.NUMBER))));
            blocks.add(
                    new Block.Note(
                            "What that does",
                            "note",
                            List.of(
                                    "This program calls your market's number " + Starter.NUMBER
                                            + " itself, and plays the buyer's agent, who answers; no telephone is needed.",
                                    "After some seconds you see the call's page: who rang, what was said as a tone, what it brought.")));
            blocks.add(new Block.Note(
                    "What next",
                    "note",
                    List.of(
                            "Open the price above to see the auction, order by order.",
                            "Put the buyer's real endpoint into its orders (Market), let people in (Settings, People),"
                                    + " and give your seller the page of its campaign.")));
        }
        return page(visit, 200, Page.of("Set up", headline, blocks));
    }

    private static Node json(String text) {
        Node node = NodeReader.json(text, new Problems());
        return node.isMap() ? node : Node.EMPTY_MAP;
    }

    private static String text(Node node, String key) {
        Node value = node.get(key);
        return value == null ? "" : value.text();
    }

    private Press.Sheet page(Visit visit, int status, Page page) {
        return press.page(status, Frame.of(visit, HERE), page);
    }
}
