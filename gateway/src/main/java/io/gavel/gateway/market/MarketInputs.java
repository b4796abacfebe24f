package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.message.DocumentVisitor;
import io.gavel.message.EntityKind;
import java.util.List;
import java.util.function.Consumer;

/** A whole market document as the inputs that would import it into a market where only the names are known. Any thread. */
public final class MarketInputs {
    private MarketInputs() {}

    /**
     * The inputs, in the order in which they can be put.
     *
     * @param name of the document; ends with {@code .json} for JSON
     * @param recorded shows all that ever had a name: the same names get the same ids, the same fields too
     * @param epochSeconds for tables of time zones
     * @throws IllegalArgumentException if something is wrong with the document, alone or together with what is recorded (its
     *     currency, say)
     */
    public static List<byte[]> of(String name, byte[] utf8, Consumer<DocumentVisitor> recorded, long epochSeconds) {
        Directory directory = new Directory();
        Directory.Loading loading = directory.load();
        recorded.accept((kind, id, version, deleted, key, document, offset, length) -> {
            if (kind != EntityKind.API_KEY) {
                boolean isGone = kind != EntityKind.SETTINGS || deleted;
                loading.entity(kind, id, version, isGone, key, document, offset, length);
            }
        });
        loading.finish();
        Problems problems = new Problems();
        Node root = MarketCheck.read(name, utf8, problems);
        Plan plan = new Planner(directory.now(), new Kept(Sealer.throwaway())).whole(root, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(name + ": " + problems.list().get(0));
        }
        return Encoding.inputs(plan.changes(), epochSeconds);
    }
}
