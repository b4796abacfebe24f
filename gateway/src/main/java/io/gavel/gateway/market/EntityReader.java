package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;

/** Reads one entity of any section. Any thread. */
final class EntityReader {
    private EntityReader() {}

    /**
     * Reads a kept document.
     *
     * @param entity who it is
     * @param known what it may refer to
     * @param problems gets all that is wrong; the answer is then not to be used
     */
    static Listed read(Section section, Entity entity, Node kept, Known known, Problems problems) {
        String path = section.key() + "." + entity.name();
        switch (section) {
            case VERTICALS -> {
                return VerticalReader.read(entity, kept, path, problems);
            }
            case SELLERS -> {
                return PartyReader.seller(entity, kept, path, problems);
            }
            case BUYERS -> {
                return PartyReader.buyer(entity, kept, path, problems);
            }
            case CAMPAIGNS -> {
                return CampaignReader.read(entity, kept, path, known, problems);
            }
            case ORDERS -> {
                return OrderReader.read(entity, kept, path, known, problems);
            }
            case CARRIERS -> {
                return new OtherReader(known, problems).carrier(entity, kept, path);
            }
            case NUMBERS -> {
                return new NumberReader(known, problems).number(entity, kept, path);
            }
            case FLOWS -> {
                return FlowReader.read(entity, kept, path, known, problems);
            }
            case POOLS -> {
                return new NumberReader(known, problems).pool(entity, kept, path);
            }
            case WEBHOOKS -> new WebhookReader(known, problems).read(kept, path);
        }
        return new Other(entity);
    }
}
