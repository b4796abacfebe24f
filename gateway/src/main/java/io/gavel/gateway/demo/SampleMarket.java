package io.gavel.gateway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.gavel.gateway.demo.phone.Dial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What simulated sellers and buyers know of a market: its document, read as they would read it. Everything else about it is
 * the exchange's business.
 */
public final class SampleMarket {

    private static final Pattern ON_LOOPBACK = Pattern.compile("(http://127\\.0\\.0\\.1:)(\\d+)(/(?:bid|lead))");

    private static final Pattern AGENT = Pattern.compile("(sip:[^@\\s\"]+@127\\.0\\.0\\.1:)(\\d+)");

    private final String document;
    private final List<SampleOffer> offers;
    private final List<Dial> dials;
    private final Set<String> exclusiveOrders;

    private SampleMarket(String document, List<SampleOffer> offers, List<Dial> dials, Set<String> exclusiveOrders) {
        this.document = document;
        this.offers = offers;
        this.dials = dials;
        this.exclusiveOrders = exclusiveOrders;
    }

    /** Reads a market document in YAML. */
    public static SampleMarket read(String document) throws IOException {
        JsonNode root = new ObjectMapper(new YAMLFactory()).readTree(document);
        List<SampleOffer> offers = new ArrayList<>();
        for (Map.Entry<String, JsonNode> campaign : root.path("campaigns").properties()) {
            if (campaign.getValue().path("product").asText("lead").equals("lead")) {
                offers.add(offer(campaign.getKey(), campaign.getValue(), root));
            }
        }
        if (offers.isEmpty()) {
            throw new IOException("the market has no campaign for leads");
        }
        return new SampleMarket(document, List.copyOf(offers), dials(root), exclusiveOrders(root));
    }

    /** The campaigns for leads, in the document's order. */
    public List<SampleOffer> offers() {
        return offers;
    }

    /** The numbers that callers may call, in the document's order; none if it sells no calls. */
    public List<Dial> dials() {
        return dials;
    }

    /** Orders of campaigns that sell a lead once. */
    Set<String> exclusiveOrders() {
        return exclusiveOrders;
    }

    /** Where buyers are expected to listen on loopback. */
    SortedSet<Integer> buyerPorts() {
        SortedSet<Integer> ports = new TreeSet<>();
        Matcher address = ON_LOOPBACK.matcher(document);
        while (address.find()) {
            ports.add(Integer.parseInt(address.group(2)));
        }
        return ports;
    }

    /** Where agents are expected on loopback, all of them behind one port; 0 if there are none. */
    int agentPort() {
        Matcher address = AGENT.matcher(document);
        return address.find() ? Integer.parseInt(address.group(2)) : 0;
    }

    /** The document, with buyers and agents where they really listen. */
    String document(Map<Integer, Integer> ports, int agentPort) {
        String moved = AGENT.matcher(document).replaceAll(address -> address.group(1) + agentPort);
        return ON_LOOPBACK.matcher(moved).replaceAll(address -> {
            int port = Integer.parseInt(address.group(2));
            return address.group(1) + ports.getOrDefault(port, port) + address.group(3);
        });
    }

    private static Set<String> exclusiveOrders(JsonNode root) {
        Set<String> exclusive = new HashSet<>();
        for (Map.Entry<String, JsonNode> order : root.path("orders").properties()) {
            JsonNode campaign = root.path("campaigns")
                    .path(order.getValue().path("campaign").asText());
            if (campaign.path("max_sales").asInt(1) == 1) {
                exclusive.add(order.getKey());
            }
        }
        return exclusive;
    }

    private static List<Dial> dials(JsonNode root) {
        Set<String> carriersSellers = new HashSet<>();
        root.path("carriers")
                .forEach(carrier -> carriersSellers.add(carrier.path("seller").asText()));
        List<Dial> dials = new ArrayList<>();
        for (Map.Entry<String, JsonNode> number : root.path("numbers").properties()) {
            String campaign = number.getValue().path("campaign").asText();
            String seller = number.getValue().path("seller").asText();
            String key = root.path("sellers").path(seller).path("api_key").asText("");
            boolean screened = root.path("campaigns").path(campaign).has("flow");
            dials.add(new Dial(number.getKey(), campaign, screened, carriersSellers.contains(seller) ? key : "", ""));
        }
        for (Map.Entry<String, JsonNode> pool : root.path("pools").properties()) {
            String campaign = pool.getValue().path("campaign").asText();
            boolean screened = root.path("campaigns").path(campaign).has("flow");
            dials.add(new Dial("", campaign, screened, "", pool.getKey()));
        }
        return List.copyOf(dials);
    }

    private static SampleOffer offer(String name, JsonNode campaign, JsonNode root) throws IOException {
        List<SampleField> fields = new ArrayList<>();
        root.path("verticals")
                .path(campaign.path("vertical").asText())
                .path("fields")
                .properties()
                .forEach(field -> fields.add(SampleField.read(field.getKey(), field.getValue())));
        List<String> keys = new ArrayList<>();
        for (JsonNode seller : campaign.path("sellers")) {
            String key =
                    root.path("sellers").path(seller.asText()).path("api_key").asText("");
            if (!key.isEmpty()) {
                keys.add(key);
            }
        }
        if (fields.isEmpty() || keys.isEmpty()) {
            throw new IOException("campaign " + name + " has no fields or no seller with an api_key");
        }
        return new SampleOffer(name, List.copyOf(fields), List.copyOf(keys));
    }
}
