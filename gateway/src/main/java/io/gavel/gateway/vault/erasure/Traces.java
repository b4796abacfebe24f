package io.gavel.gateway.vault.erasure;

import java.util.List;
import java.util.Set;

/** What there is of somebody beside the vault's entries themselves. Called on the erasure thread; may take long. */
public interface Traces {
    /**
     * Erases recordings, visits and what reports know by what hangs on these entries of the vault; may be done twice.
     *
     * @param visits entries of the vault of visits that are to go, too
     */
    Found erase(Set<Long> references, Set<Long> visits) throws Exception;

    /** What was found and erased. */
    record Found(List<String> leads, List<String> calls, int recordings, int visits) {}
}
