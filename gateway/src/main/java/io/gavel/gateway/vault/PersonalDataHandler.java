package io.gavel.gateway.vault;

import io.gavel.gateway.http.Call;
import io.gavel.message.Ids;
import java.io.IOException;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code DELETE /v1/admin/leads/{lead_id}/personal}: makes a lead's personal data unreadable for ever. 204 when that is on the
 * disk, also the second time; 404 for a lead that nobody knows. The lead itself, its price and its sale stay.
 */
public final class PersonalDataHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PersonalDataHandler.class);

    private final Vault vault;
    private final LongUnaryOperator leadRefOf;

    /** {@code leadRefOf}: the leadRef of a lead's id, 0 if it is unknown. */
    public PersonalDataHandler(Vault vault, LongUnaryOperator leadRefOf) {
        this.vault = vault;
        this.leadRefOf = leadRefOf;
    }

    public void erase(Call call) {
        String leadId = call.pathParameter("lead_id");
        long id = Ids.parse(leadId);
        long leadRef = id < 0 ? 0 : leadRefOf.applyAsLong(id);
        if (leadRef == 0) {
            call.problem(404, "not_found", "There is no such lead.");
            return;
        }
        Receipt receipt = new Receipt() {
            @Override
            public void done(long erased) {
                LOG.info("vault erased lead={} by={}", leadId, call.principal().name());
                answer(call, call::noContent);
            }

            @Override
            public void failed(IOException cause) {
                answer(call, () -> call.problem(503, "vault_failed", "It could not be erased now; try again."));
            }
        };
        if (!vault.erase(leadRef, receipt)) {
            call.problem(503, "busy", "Too much waits for the vault; try again.");
        }
    }

    /** From the vault's thread back to the call's loop. */
    private static void answer(Call call, Runnable answer) {
        call.loop().context().runOnContext(now -> {
            if (!call.isAnswered()) {
                answer.run();
            }
        });
    }
}
