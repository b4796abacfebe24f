package io.gavel.gateway;

import io.gavel.gateway.call.Recordings;
import io.gavel.gateway.report.fact.Facts;
import io.gavel.gateway.vault.LeadText;
import io.gavel.gateway.vault.Receipt;
import io.gavel.gateway.vault.Vault;
import io.gavel.gateway.vault.erasure.Traces;
import io.gavel.message.Ids;
import io.gavel.view.CallQuery;
import io.gavel.view.CallRecord;
import io.gavel.view.LeadRecord;
import io.gavel.view.Page;
import io.gavel.view.PingQuery;
import io.gavel.view.Views;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What hangs on entries of the vault: the leads and calls that refer to them, their recordings, visits and rows of reports. */
final class PersonTraces implements Traces {
    private static final int PAGE = 1_000;
    private static final long PATIENCE_SECONDS = 60;

    private final Views views;
    private final Recordings recordings;
    private final Vault visits;
    private final @Nullable Facts facts;

    PersonTraces(Views views, Recordings recordings, Vault visits, @Nullable Facts facts) {
        this.views = views;
        this.recordings = recordings;
        this.visits = visits;
        this.facts = facts;
    }

    @Override
    public Found erase(Set<Long> references, Set<Long> told) throws Exception {
        Set<Long> calls = new TreeSet<>();
        Set<Long> visitRefs = new TreeSet<>(told);
        calls(references, calls, visitRefs);
        visitRefs.addAll(named(visitRefs));
        if (facts != null && !references.isEmpty()) {
            calls.addAll(facts.erase(references).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        int recorded = 0;
        for (long call : calls) {
            recorded += recordings.erase(call) ? 1 : 0;
        }
        for (long visit : visitRefs) {
            erase(visit);
        }
        return new Found(leads(references), calls.stream().map(Ids::text).toList(), recorded, visitRefs.size());
    }

    private void calls(Set<Long> references, Set<Long> calls, Set<Long> visitRefs) {
        long after = 0;
        do {
            Page<CallRecord> page = views.calls().list(new CallQuery(0, 0, 0, 0, Long.MAX_VALUE, PAGE, after));
            for (CallRecord call : page.items()) {
                if (call.callRef() != 0 && references.contains(call.callRef())) {
                    calls.add(call.callId());
                    CallRecord.Origin origin = call.origin();
                    if (origin != null && origin.visitRef() != 0) {
                        visitRefs.add(origin.visitRef());
                    }
                }
            }
            after = page.next();
        } while (after != 0);
    }

    /** The visits that pings named when they told where they came from. */
    private Set<Long> named(Set<Long> visitRefs) throws IOException {
        Set<Long> named = new TreeSet<>();
        for (long reference : visitRefs) {
            byte[] story = visits.read(reference);
            long visit = story == null ? 0 : LeadText.visitRef(story);
            if (visit != 0) {
                named.add(visit);
            }
        }
        return named;
    }

    private List<String> leads(Set<Long> references) {
        List<String> leads = new ArrayList<>();
        long after = 0;
        do {
            Page<LeadRecord> page = views.leads().list(new PingQuery(0, 0, null, 0, Long.MAX_VALUE, PAGE, after));
            for (LeadRecord lead : page.items()) {
                if (references.contains(lead.leadRef())) {
                    leads.add(Ids.text(lead.leadId()));
                }
            }
            after = page.next();
        } while (after != 0);
        return leads;
    }

    private void erase(long visitRef) throws Exception {
        CompletableFuture<Long> done = new CompletableFuture<>();
        if (!visits.erase(visitRef, Receipt.completing(done))) {
            throw new IOException("too much waits for the vault of visits");
        }
        done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
