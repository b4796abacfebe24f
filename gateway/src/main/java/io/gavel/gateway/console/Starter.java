package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A market to begin with: a vertical of a template, a seller, a buyer whose endpoint is simulated, and two orders. */
record Starter(String name, Node template) {
    /** Where the exchange plays a buyer itself; a name that nobody has (RFC 2606 §2). */
    /** The number that calls come to. */
    static final String NUMBER = "+18005550199";

    static final String SIMULATED = "http://simulated-buyer.test";

    static final List<String> NAMES = List.of("auto-insurance", "home-services", "legal", "mortgage", "solar");

    /**
     * Reads a template.
     *
     * @throws Guard.Missing if there is none of this name
     */
    static Starter of(String name) {
        if (!NAMES.contains(name)) {
            throw new Guard.Missing("There is no such template.");
        }
        try (InputStream in = Starter.class.getResourceAsStream("setup/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            Problems problems = new Problems();
            Node template = NodeReader.yaml(new String(in.readAllBytes(), StandardCharsets.UTF_8), problems);
            if (!problems.isEmpty()) {
                throw new IllegalStateException(name + ": " + problems.list());
            }
            return new Starter(name, template);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    String title() {
        return part("title").text();
    }

    String campaign() {
        return part("campaign").text();
    }

    /** The whole market document, in JSON. */
    String document(String seller, String buyer, String sellersKey) {
        String sellerName = named(seller, "seller");
        String buyerName = named(buyer, "buyer");
        Node vertical = map("fields", part("fields"));
        Node campaign = map("vertical", text(name));
        campaign.put("floor", part("floor"));
        campaign.put("sellers", list(text(sellerName)));
        Node owner = map("name", text(seller));
        owner.put("api_key", text(sellersKey));
        owner.put("share", number("0.80"));
        Node paying = map("name", text(buyer));
        paying.put("credit", number("1000.00"));
        Node fixed = order(buyerName);
        fixed.put("price", part("price"));
        Node asked = order(buyerName);
        Node bid = map("url", text(SIMULATED + "/bid"));
        bid.put("timeout_ms", number("400"));
        asked.put("bid", bid);
        Node market = map("currency", text("USD"));
        market.put("verticals", map(name, vertical));
        market.put("sellers", map(sellerName, owner));
        Node campaigns = map(campaign(), campaign);
        campaigns.put(calls(), calls(sellerName));
        market.put("campaigns", campaigns);
        Node number = map("campaign", text(calls()));
        number.put("source", text("first-run"));
        number.put("seller", text(sellerName));
        market.put("numbers", map(NUMBER, number));
        market.put("carriers", map("this-machine", map("addresses", list(text("127.0.0.1/32")))));
        market.put("buyers", map(buyerName, paying));
        Node orders = map(buyerName + "-fixed", fixed);
        orders.put(buyerName + "-asked", asked);
        orders.put(buyerName + "-calls", callOrder(buyerName));
        market.put("orders", orders);
        return NodeWriter.json(market);
    }

    /** The name of the campaign that sells calls. */
    String calls() {
        return name + "-calls";
    }

    private Node calls(String seller) {
        Node calls = map("vertical", text(name));
        calls.put("product", text("call"));
        calls.put("sellers", list(text(seller)));
        calls.put("recording", map("mode", text("both_legs")));
        return calls;
    }

    private Node callOrder(String buyer) {
        Node order = map("buyer", text(buyer));
        order.put("campaign", text(calls()));
        order.put("price", number("25.00"));
        order.put("billable_after_s", number("3"));
        order.put("deliver", map("sip", text("sip:answers@simulated-agent.test")));
        return order;
    }

    private Node order(String buyer) {
        Node order = map("buyer", text(buyer));
        order.put("campaign", text(campaign()));
        order.put("deliver", map("url", text(SIMULATED + "/lead")));
        return order;
    }

    /** A ping as a seller sends it. */
    String ping() {
        Node ping = map("campaign", text(campaign()));
        ping.put("source", text("first-run"));
        ping.put("fields", part("ping"));
        return NodeWriter.json(ping);
    }

    /** The post that redeems it. */
    String post(String pingId) {
        Node fields = part("ping");
        Node personal = part("post");
        for (String key : personal.keys()) {
            fields = fields.with(key, personal.get(key));
        }
        Node post = map("ping_id", text(pingId));
        post.put("fields", fields);
        return NodeWriter.json(post);
    }

    /** A name for documents and addresses of one for people. */
    static String named(String title, String otherwise) {
        String name =
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String cut = name.length() > 40 ? name.substring(0, 40).replaceAll("-+$", "") : name;
        return cut.isEmpty() ? otherwise : cut;
    }

    private Node part(String key) {
        Node part = template.get(key);
        if (part == null) {
            throw new IllegalStateException(name + " has no " + key);
        }
        return part;
    }

    private static Node map(String key, Node value) {
        Node map = Node.map(0);
        map.put(key, value);
        return map;
    }

    private static Node list(Node value) {
        Node list = Node.list(0);
        list.add(value);
        return list;
    }

    private static Node text(String text) {
        return Node.scalar(Node.Kind.TEXT, 0, text);
    }

    private static Node number(String text) {
        return Node.scalar(Node.Kind.NUMBER, 0, text);
    }
}
