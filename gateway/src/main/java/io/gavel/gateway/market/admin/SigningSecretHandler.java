package io.gavel.gateway.market.admin;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.Outcome;
import io.gavel.gateway.market.Precondition;
import io.gavel.gateway.market.Section;
import io.gavel.gateway.vault.Secrets;
import java.security.SecureRandom;

/**
 * {@code POST /v1/admin/<section>/{id}/signing-secret}: gives a buyer or webhook a new {@code signing_secret}, with which all is
 * signed from then on. Shown in this answer only, kept sealed, audited as the change of the market that it is.
 */
final class SigningSecretHandler {
    private static final int BYTES = 32;

    private final Section section;
    private final Market market;
    private final SecureRandom random = new SecureRandom();

    SigningSecretHandler(Section section, Market market) {
        this.section = section;
        this.market = market;
    }

    void create(Call call) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String secret = Secrets.text(bytes);
        Market.Edit edit = (document, problems) -> document.with("signing_secret", Answers.text(secret));
        Answers.later(
                call,
                market.edit(
                        section,
                        call.pathParameter(EntityHandler.ID),
                        edit,
                        EntityHandler.precondition(call),
                        call.principal().name()),
                outcome -> answer(call, outcome, secret));
    }

    private static void answer(Call call, Outcome outcome, String secret) {
        Entity entity = outcome.entity();
        if (outcome.refusal() != null) {
            Answers.refused(call, outcome.refusal());
        } else if (entity == null) {
            call.problem(Problems.NO_ANSWER);
        } else {
            Node answer = Node.map(0);
            answer.put("id", Answers.text(entity.name()));
            answer.put("signing_secret", Answers.text(secret));
            call.with("ETag", Precondition.tag(entity));
            Answers.json(call, 201, answer);
        }
    }
}
