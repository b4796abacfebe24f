package io.gavel.gateway.story;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.gavel.gateway.vault.LeadText;
import io.gavel.gateway.vault.Vault;
import io.gavel.view.CallRecord;
import io.gavel.view.LeadRecord;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where calls and leads came from, out of the vaults. What was erased has no story. Any thread. */
public final class Stories {
    /** From this confidence on a call takes its source from its visit. */
    private static final int SURE_MILLIS = 500;

    private static final JsonFactory FACTORY = new JsonFactory();

    private final Vault leads;
    private final Vault visits;

    /**
     * @param leads what leads told
     * @param visits what visits told
     */
    public Stories(Vault leads, Vault visits) {
        this.leads = leads;
        this.visits = visits;
    }

    /** A call's as it was auctioned: so sure the line has to be, too. */
    public Story of(CallRecord call) throws IOException {
        return of(call, SURE_MILLIS);
    }

    /** A call's is its visit's, or its ping's, if that is as sure as this, in thousandths. */
    public Story of(CallRecord call, int leastMillis) throws IOException {
        CallRecord.Origin origin = call.origin();
        boolean isSure = origin != null && origin.visitRef() != 0 && origin.confidenceMillis() >= leastMillis;
        return isSure && origin != null ? Story.read(visits.read(origin.visitRef())) : Story.NONE;
    }

    /** A lead's is what was told beside it, and click ids among its fields. */
    public Story of(LeadRecord lead) throws IOException {
        return told(lead).over(Story.read(leads.read(lead.leadRef())));
    }

    /** What a lead itself says: name and value, as it was posted. Empty if it was erased. */
    public Map<String, String> fields(long leadRef) throws IOException {
        byte[] whole = leads.read(leadRef);
        Map<String, String> fields = new LinkedHashMap<>();
        if (whole != null) {
            try (JsonParser json = FACTORY.createParser(LeadText.fields(whole))) {
                json.nextToken();
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    json.nextToken();
                    fields.put(name, json.getText());
                }
            }
        }
        return fields;
    }

    /** What was told beside a lead. */
    public Story told(LeadRecord lead) throws IOException {
        return Story.read(leads.origin(lead.leadRef()));
    }
}
