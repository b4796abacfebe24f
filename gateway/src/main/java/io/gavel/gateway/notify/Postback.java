package io.gavel.gateway.notify;

import io.gavel.gateway.client.Endpoint;
import io.gavel.gateway.market.PostbackTemplate;
import io.gavel.message.Money;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A seller's own address is asked, or told, for each conversion: macros in address and body are filled in. */
record Postback(
        Terms terms,
        Sale.Book book,
        boolean posts,
        PostbackTemplate url,
        @Nullable PostbackTemplate body) implements Destination {
    private static final byte[] NOTHING = {};
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final List<String> CLICKS = List.of("gclid", "gbraid", "wbraid", "msclkid", "fbclid", "ttclid");

    @Override
    public boolean mayWant(String type) {
        return terms.mayWant(type);
    }

    @Override
    public @Nullable String letter(Event event) {
        return terms.letter(event);
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public void send(List<Letter> letters, Sending sending) {
        for (Letter letter : letters) {
            try {
                Converted told = Converted.of(letter, book);
                if (told == null) {
                    sending.ended(letter, Verdict.again("there is no record of it"));
                } else {
                    send(letter, told, sending);
                }
            } catch (IOException | IllegalArgumentException e) {
                sending.ended(letter, Verdict.again("cannot be written: " + e.getMessage()));
            }
        }
    }

    private void send(Letter letter, Converted told, Sending sending) {
        String currency = sending.market().currency();
        String address = url.fill(name -> value(told, name, currency));
        byte[] content = body == null
                ? NOTHING
                : body.fill(name -> value(told, name, currency)).getBytes(StandardCharsets.UTF_8);
        String type = body != null && body.isJson() ? "application/json" : FORM;
        Endpoint endpoint = Endpoint.of(posts ? "POST" : "GET", address, type);
        sending.send(endpoint, null, content, new OneByOne(letter, sending));
    }

    static @Nullable String value(Converted told, String name, String currency) {
        Sale sale = told.sale();
        return switch (name) {
            case "conversion_id" -> told.orderId();
            case "lead_id" -> sale.isCall() ? null : told.orderId();
            case "call_id" -> sale.isCall() ? told.orderId() : null;
            case "click_id" ->
                Stream.concat(CLICKS.stream().map(sale.story()::get), Stream.of(sale.subId()))
                        .filter(id -> id != null && !id.isEmpty())
                        .findFirst()
                        .orElse(null);
            case "campaign" -> told.campaign();
            case "seller" -> told.seller();
            case "source" -> sale.source();
            case "sub_id" -> sale.subId();
            case "product" -> sale.isCall() ? "call" : "lead";
            case "payout" -> Money.text(told.payoutMicros());
            case "price" -> Money.text(told.priceMicros());
            case "currency" -> currency;
            case "time" -> told.at().toString();
            case "epoch" -> Long.toString(told.at().getEpochSecond());
            case "status" -> told.retraction() ? "retracted" : "converted";
            case "landing_page" -> sale.story().landingPage();
            case "referrer" -> sale.story().referrer();
            default -> sale.story().get(name);
        };
    }
}
