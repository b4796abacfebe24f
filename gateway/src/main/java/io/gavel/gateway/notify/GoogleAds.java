package io.gavel.gateway.notify;

import io.gavel.gateway.client.Endpoint;
import io.gavel.gateway.client.Failure;
import io.gavel.gateway.config.SecretFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A conversion action of Google Ads: conversions go to {@code uploadClickConversions}, returns to {@code
 * uploadConversionAdjustments}, up to 2,000 in a request, one request of each at a time. Each row has its own verdict; the id of
 * the lead or call is its {@code orderId}, which Google takes once: what is sent twice, after a crash say, counts once.
 */
final class GoogleAds implements Destination {
    /** The latest version whose documents were read. */
    static final String API = "https://googleads.googleapis.com/v26";

    static final String TOKEN_URL = "https://oauth2.googleapis.com/token";
    static final int MOST = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(GoogleAds.class);
    private static final int UNAUTHORIZED = 401;

    private final Terms terms;
    private final Sale.Book book;
    private final GoogleRows rows;
    private final Endpoint conversions;
    private final Endpoint adjustments;
    private final String loginCustomer;
    private final String secret;
    private final SecretFiles secrets;
    private final AccessToken token;

    /**
     * One account and conversion action.
     *
     * @param customer ten digits
     * @param loginCustomer the manager's, or empty
     * @param secret the name of the file that has developer_token, client_id, client_secret, refresh_token
     */
    GoogleAds(
            Terms terms,
            Sale.Book book,
            GoogleRows rows,
            String api,
            String tokenUrl,
            String customer,
            String loginCustomer,
            String secret,
            SecretFiles secrets) {
        this.terms = terms;
        this.book = book;
        this.rows = rows;
        this.conversions = Endpoint.of(api + "/customers/" + customer + ":uploadClickConversions");
        this.adjustments = Endpoint.of(api + "/customers/" + customer + ":uploadConversionAdjustments");
        this.loginCustomer = loginCustomer;
        this.secret = secret;
        this.secrets = secrets;
        this.token = new AccessToken(tokenUrl, secret, secrets);
    }

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
        return MOST;
    }

    @Override
    public void send(List<Letter> letters, Sending sending) {
        List<Converted> converted = new ArrayList<>();
        List<Converted> returned = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Letter letter : letters) {
            Converted told = read(letter, sending);
            if (told == null) {
                continue;
            }
            if (GoogleRows.click(told.sale().story()) == null) {
                sending.ended(letter, Verdict.DONE); // not of a click of Google's
            } else if (!seen.add(told.retraction() + told.orderId())) {
                sending.ended(letter, Verdict.later("the same conversion twice in a request", 0));
            } else {
                (told.retraction() ? returned : converted).add(told);
            }
        }
        upload(conversions, converted, sending);
        upload(adjustments, returned, sending);
    }

    /** Null after the letter was ended. */
    private @Nullable Converted read(Letter letter, Sending sending) {
        try {
            Converted told = Converted.of(letter, book);
            if (told == null) {
                sending.ended(letter, Verdict.again("there is no record of it"));
            }
            return told;
        } catch (IOException e) {
            sending.ended(letter, Verdict.again("cannot be written: " + e.getMessage()));
            return null;
        }
    }

    private void upload(Endpoint endpoint, List<Converted> batch, Sending sending) {
        if (batch.isEmpty()) {
            return;
        }
        String developer = secrets.find(secret, "developer_token");
        if (developer == null) {
            end(batch, sending, Verdict.again("no developer_token among the secrets of " + secret));
            return;
        }
        byte[] body = endpoint == conversions
                ? rows.conversions(batch, sending.market())
                : rows.adjustments(batch, sending.market());
        token.use(
                sending,
                access -> sending.send(endpoint, headers(access, developer), body, new Upload(batch, sending)),
                problem -> end(batch, sending, problem));
    }

    private byte[] headers(String access, String developer) {
        String login = loginCustomer.isEmpty() ? "" : "\r\nlogin-customer-id: " + loginCustomer;
        String lines = "authorization: Bearer " + access + "\r\ndeveloper-token: " + header(developer) + login;
        return lines.getBytes(StandardCharsets.US_ASCII);
    }

    /** A secret with a line end in it would be two headers. */
    private static String header(String secret) {
        return secret.replaceAll("[^\\x21-\\x7e]", "");
    }

    private static void end(List<Converted> batch, Sending sending, Verdict verdict) {
        batch.forEach(told -> sending.ended(told.letter(), verdict));
    }

    /** One request on its way. */
    private final class Upload implements Posting.End {
        private final List<Converted> batch;
        private final Sending sending;

        Upload(List<Converted> batch, Sending sending) {
            this.batch = batch;
            this.sending = sending;
        }

        @Override
        public void answered(int status, byte[] answer, int length, long pauseMillis) {
            if (status == UNAUTHORIZED) {
                token.forget();
            }
            List<Verdict> verdicts = GoogleAnswer.read(status, answer, length, batch.size());
            int done = 0;
            for (int i = 0; i < batch.size(); i++) {
                done += verdicts.get(i).kind() == Verdict.Kind.DONE ? 1 : 0;
                sending.ended(batch.get(i).letter(), verdicts.get(i).notBefore(pauseMillis));
            }
            LOG.info("conversions to=google rows={} done={} status={}", batch.size(), done, status);
        }

        @Override
        public void failed(Failure failure) {
            end(batch, sending, Sending.verdict(failure));
        }
    }
}
