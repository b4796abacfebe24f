package io.gavel.gateway.http.seller;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.story.Visited;
import java.util.function.Consumer;

/** What visits told. */
public interface VisitStories {
    /** Looks for what a visit told, by its public id; {@link Visited#NONE} if it is over or was never. Answers on the call's loop. */
    void find(Call call, String visitId, Consumer<Visited> found);
}
