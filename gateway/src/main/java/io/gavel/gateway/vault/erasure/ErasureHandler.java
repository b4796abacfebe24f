package io.gavel.gateway.vault.erasure;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.FieldError;
import io.gavel.gateway.vault.PersonHash;
import io.gavel.gateway.vault.PhoneNumber;
import io.gavel.message.FieldType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/admin/erasures} {@code {"phone": "+1…", "email": "…"}}: 202 with an id; {@code GET /v1/admin/erasures/{erasure_id}}:
 * the certificate when it is done. No answer and no log line repeats who it was.
 */
public final class ErasureHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureHandler.class);
    private static final int LONGEST_EMAIL = 254;
    private static final String FAILED = "vault_failed";

    private final Erasures erasures;

    public ErasureHandler(Erasures erasures) {
        this.erasures = erasures;
    }

    /** {@code POST /v1/admin/erasures}: OPERATOR. */
    public void ask(Call call) {
        Problems problems = new Problems();
        Node body = NodeReader.json(call.body().getBytes(), problems);
        if (problems.isMalformed() || !problems.isEmpty() || !body.isMap()) {
            call.problem(400, "malformed", "The body is not a JSON object.");
            return;
        }
        List<FieldError> errors = new ArrayList<>();
        String phone = text(body, "phone", errors);
        String email = text(body, "email", errors);
        String number = phone == null ? null : PhoneNumber.e164(phone);
        if (phone != null && number == null) {
            errors.add(new FieldError("phone", "is no phone number"));
        }
        String address = email == null ? null : PersonHash.normalised(FieldType.EMAIL, email);
        if (address != null && (address.indexOf('@') < 1 || address.length() > LONGEST_EMAIL)) {
            errors.add(new FieldError("email", "is no e-mail address"));
        }
        if (phone == null && email == null) {
            errors.add(new FieldError("phone", "is required, or email"));
        }
        for (String key : body.keys()) {
            if (!key.equals("phone") && !key.equals("email")) {
                errors.add(new FieldError(key, "is no key here"));
            }
        }
        if (!errors.isEmpty()) {
            call.problem(422, "fields_invalid", "Fields are invalid.", errors);
            return;
        }
        begin(call, new Person(number, address));
    }

    private void begin(Call call, Person person) {
        try {
            String id = erasures.ask(person, call.principal().name());
            call.with("location", "/v1/admin/erasures/" + id);
            call.json(202, status(id, "running"));
        } catch (RejectedExecutionException e) {
            call.problem(io.gavel.gateway.http.Problems.BUSY);
        } catch (IOException e) {
            LOG.error("erasure problem=\"{}\"", e.toString());
            call.problem(503, FAILED, "The request cannot be written down now; nothing was done.");
        }
    }

    private static @Nullable String text(Node body, String name, List<FieldError> errors) {
        Node node = body.get(name);
        if (node == null || node.kind() == Node.Kind.NULL) {
            return null;
        }
        if (node.kind() != Node.Kind.TEXT) {
            errors.add(new FieldError(name, "must be a text"));
            return null;
        }
        return node.text();
    }

    /** {@code GET /v1/admin/erasures/{erasure_id}}: OPERATOR. */
    public void find(Call call) {
        String id = call.pathParameter("erasure_id");
        try {
            byte[] certificate = id.matches("[0-9a-f]{21}") ? erasures.certificate(id) : null;
            if (certificate != null) {
                call.json(200, certificate);
            } else if (id.matches("[0-9a-f]{21}") && erasures.isAsked(id)) {
                call.json(200, status(id, "running"));
            } else {
                call.problem(io.gavel.gateway.http.Problems.NOT_FOUND);
            }
        } catch (IOException e) {
            LOG.error("erasure problem=\"{}\"", e.toString());
            call.problem(503, FAILED, "The certificate cannot be read now.");
        }
    }

    /** {@code GET /v1/admin/erasures}: OPERATOR; the latest hundred. */
    public void list(Call call) {
        try {
            StringBuilder json = new StringBuilder("{\"items\":[");
            for (String id : erasures.certified()) {
                json.append(json.charAt(json.length() - 1) == '[' ? "" : ",").append(text(id, "done"));
            }
            call.json(200, json.append("]}").toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.error("erasure problem=\"{}\"", e.toString());
            call.problem(503, FAILED, "The certificates cannot be read now.");
        }
    }

    private static byte[] status(String id, String status) {
        return text(id, status).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(String id, String status) {
        return "{\"erasure_id\":\"" + id + "\",\"status\":\"" + status + "\"}";
    }
}
