package io.gavel.gateway.report;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Fresh;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.CallerPlace;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.vault.Vault;
import io.gavel.message.EntityKind;
import io.gavel.message.Ids;
import io.gavel.view.CallQuery;
import io.gavel.view.CallRecord;
import io.gavel.view.Page;
import io.gavel.view.Views;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/calls}, {@code /v1/calls/{call_id}}, {@code /v1/calls/{call_id}/recording}, {@code …/transcript}, {@code /v1/buyer/calls}. */
final class Calls {
    private final Views views;
    private final Directory directory;
    private final Vault vault;
    private final Origins origins;
    private final CallFiles files;
    private final Function<String, CallerPlace> places;
    private final InstantSource clock;
    private final Desk desk;
    private final Fresh fresh;

    /** {@code places}: where a number is of. */
    Calls(
            Views views,
            Directory directory,
            Vault vault,
            Origins origins,
            CallFiles files,
            Function<String, CallerPlace> places,
            InstantSource clock,
            Desk desk,
            Fresh fresh) {
        this.views = views;
        this.directory = directory;
        this.vault = vault;
        this.origins = origins;
        this.files = files;
        this.places = places;
        this.clock = clock;
        this.desk = desk;
        this.fresh = fresh;
    }

    /** Newest first; a seller sees its own. */
    void list(Call call) {
        Snapshot market = directory.now();
        Query query = new Query(call, market, clock);
        boolean isSeller = call.principal().role() == Role.SELLER;
        int seller = isSeller ? call.principal().ownerId() : query.id("seller", EntityKind.SELLER);
        int buyer = isSeller ? 0 : query.id("buyer", EntityKind.BUYER);
        list(call, market, query, seller, buyer);
    }

    /** Those that the calling buyer had or was rung for. */
    void ofBuyer(Call call) {
        Snapshot market = directory.now();
        list(call, market, new Query(call, market, clock), 0, call.principal().ownerId());
    }

    private void list(Call call, Snapshot market, Query query, int seller, int buyer) {
        CallQuery wanted = new CallQuery(
                seller,
                query.id("campaign", EntityKind.CAMPAIGN),
                buyer,
                query.fromMicrosOrStart(),
                query.toMicrosOrEnd(),
                query.limit(),
                query.after());
        if (query.isRefused()) {
            return;
        }
        CallWriter writer = writer(call, market);
        desk.answer(call, () -> {
            Page<CallRecord> page = views.calls().list(wanted);
            return Desk.Answer.json(json -> {
                json.writeStartObject();
                json.writeArrayFieldStart("items");
                for (CallRecord found : page.items()) {
                    writer.write(json, found);
                }
                json.writeEndArray();
                Pings.next(json, page.next());
                json.writeEndObject();
            });
        });
    }

    void find(Call call) {
        CallWriter writer = writer(call, directory.now());
        fresh.find(
                call,
                () -> own(call),
                found -> desk.answer(call, () -> Desk.Answer.json(json -> writer.write(json, found))));
    }

    void recording(Call call) {
        CallRecord found = own(call);
        Path file =
                found == null || found.end() == null ? null : files.recordings().apply(found.callId());
        if (file == null) {
            call.problem(Problems.NOT_FOUND);
        } else {
            call.file("audio/wav", file);
        }
    }

    void transcript(Call call) {
        CallRecord found = own(call);
        Path file = found == null ? null : files.transcripts().apply(found.callId());
        if (file == null) {
            call.problem(Problems.NOT_FOUND);
        } else {
            call.file("application/json", file);
        }
    }

    private CallWriter writer(Call call, Snapshot market) {
        return new CallWriter(
                market,
                vault,
                origins,
                places,
                files,
                call.principal().role(),
                call.principal().ownerId());
    }

    /** Null also if it is somebody else's. */
    private @Nullable CallRecord own(Call call) {
        CallRecord found = views.calls().find(Ids.parse(call.pathParameter("call_id")));
        boolean isForeign = found != null
                && call.principal().role() == Role.SELLER
                && found.sellerId() != call.principal().ownerId();
        return isForeign ? null : found;
    }
}
