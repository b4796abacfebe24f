package io.gavel.gateway.visit;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Reply;
import io.gavel.gateway.story.Story;
import io.gavel.gateway.story.Visited;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.VisitAnsweredDecoder;
import java.io.IOException;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a visit told, for a lead that names it: a touch asks the line where that lies. A visit that is over, or was never, tells
 * nothing; neither does one that cannot be looked for now. On the call's loop.
 */
final class StoryRequest implements Reply {
    private static final Logger LOG = LoggerFactory.getLogger(StoryRequest.class);
    private static final long PATIENCE_MILLIS = 1_000;

    private final VisitEdge edge;
    private final Consumer<Visited> found;

    StoryRequest(VisitEdge edge, Consumer<Visited> found) {
        this.edge = edge;
        this.found = found;
    }

    void send(Call call, long visitId) {
        if (visitId == 0 || !Touch.send(edge, call, visitId, PATIENCE_MILLIS, this)) {
            found.accept(Visited.NONE);
        }
    }

    @Override
    public void answered(int templateId, DirectBuffer buffer, int offset, int length) {
        VisitAnsweredDecoder answer =
                new VisitAnsweredDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        long visitRef = answer.visitId() == 0 ? 0 : answer.visitRef();
        found.accept(visitRef == 0 ? Visited.NONE : new Visited(read(visitRef), visitRef));
    }

    @Override
    public void timedOut() {
        found.accept(Visited.NONE);
    }

    private Story read(long visitRef) {
        try {
            return Story.read(edge.vault.read(visitRef));
        } catch (IOException e) {
            LOG.error("visit problem=\"the vault cannot be read\" cause=\"{}\"", e.getMessage());
            return Story.NONE;
        }
    }
}
