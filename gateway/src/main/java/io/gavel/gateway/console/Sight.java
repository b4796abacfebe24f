package io.gavel.gateway.console;

import io.gavel.gateway.http.Principal;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.PoolInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.admin.Bookings;
import io.gavel.message.AccountKind;
import io.gavel.message.EntityKind;
import io.gavel.message.ReturnState;
import io.gavel.message.ReviewState;
import io.gavel.message.SaleState;
import io.gavel.view.AuditStore;
import io.gavel.view.CallQuery;
import io.gavel.view.CallRecord;
import io.gavel.view.LeadRecord;
import io.gavel.view.MoneyStore;
import io.gavel.view.Page;
import io.gavel.view.PingQuery;
import io.gavel.view.PingRecord;
import io.gavel.view.ReturnRecord;
import io.gavel.view.ReviewRecord;
import io.gavel.view.Transfer;
import io.gavel.view.UsageLine;
import io.gavel.view.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may see: the only place of the console that reads the views and the market's orders. Operators and analysts see
 * all; a seller its own, what it is paid, and not who bid what; a buyer what it bought or was rung for, and not from whom, nor
 * what others paid. What is somebody else's is not there. Not on an event loop.
 */
final class Sight {
    private final Principal who;
    private final Views views;
    private final Directory directory;
    private final Snapshot market;

    Sight(Principal who, Views views, Directory directory) {
        this.who = who;
        this.views = views;
        this.directory = directory;
        this.market = directory.now();
    }

    /** The same with the market as it is now. */
    Sight now() {
        return new Sight(who, views, directory);
    }

    /** Names and descriptions of what somebody was shown. */
    Snapshot market() {
        return market;
    }

    boolean all() {
        return who.role() == Role.OPERATOR || who.role() == Role.ANALYST;
    }

    private boolean isSeller() {
        return who.role() == Role.SELLER;
    }

    private boolean isBuyer() {
        return who.role() == Role.BUYER;
    }

    private int seller(int wanted) {
        return isSeller() ? who.ownerId() : wanted;
    }

    private int buyer(int wanted) {
        return isBuyer() ? who.ownerId() : wanted;
    }

    Page<PingRecord> pings(PingQuery query) {
        if (isBuyer()) {
            return new Page<>(List.of(), 0);
        }
        Page<PingRecord> page = views.pings().list(own(query));
        return new Page<>(page.items().stream().map(this::trimmed).toList(), page.next());
    }

    @Nullable
    PingRecord ping(long id) {
        PingRecord ping = id < 0 || isBuyer() ? null : views.pings().find(id);
        return ping == null || (isSeller() && ping.sellerId() != who.ownerId()) ? null : trimmed(ping);
    }

    long leadOf(PingRecord ping) {
        return views.leads().ofPing(ping.pingId());
    }

    private PingQuery own(PingQuery query) {
        return new PingQuery(
                seller(query.sellerId()),
                query.campaignId(),
                query.reason(),
                query.fromMicros(),
                query.toMicros(),
                query.limit(),
                query.after());
    }

    /** Leads; of a buyer see {@link #bought}. */
    Page<LeadRecord> leads(PingQuery query) {
        if (isBuyer()) {
            return new Page<>(List.of(), 0);
        }
        Page<LeadRecord> page = views.leads().list(own(query));
        return new Page<>(page.items().stream().map(this::trimmed).toList(), page.next());
    }

    @Nullable
    LeadRecord lead(long id) {
        LeadRecord lead = id < 0 ? null : views.leads().find(id);
        if (lead == null || (isSeller() && lead.sellerId() != who.ownerId())) {
            return null;
        }
        LeadRecord mine = trimmed(lead);
        return isBuyer() && mine.sales().isEmpty() ? null : mine;
    }

    /** Where the vault has what a lead says; 0: it is not to be read. A buyer reads what it bought and did not give back, nobody else. */
    long readable(long leadId) {
        LeadRecord lead = isBuyer() ? views.leads().find(leadId) : null;
        boolean isKept = lead != null
                && lead.sales().stream()
                        .anyMatch(sale -> sale.buyerId() == who.ownerId() && sale.state() == SaleState.ACCEPTED);
        return lead != null && isKept ? lead.leadRef() : 0;
    }

    /** A buyer's bought leads; {@code buyerId} of who sees all. */
    Page<Transfer> bought(int buyerId, long fromMicros, long toMicros, int limit, long after) {
        return isSeller()
                ? new Page<>(List.of(), 0)
                : views.money().sales(buyer(buyerId), fromMicros, toMicros, limit, after);
    }

    /** Everybody's sales and returns, newest first. Only for who sees all. */
    Page<Transfer> trades(long fromMicros, long toMicros, int limit, long after) {
        return all() ? views.money().trades(fromMicros, toMicros, limit, after) : new Page<>(List.of(), 0);
    }

    /** How many pings are kept; -1 for who does not see all. */
    long keptPings() {
        return all() ? views.pings().size() : -1;
    }

    /** Likewise leads. */
    long keptLeads() {
        return all() ? views.leads().size() : -1;
    }

    /** Likewise calls. */
    long keptCalls() {
        return all() ? views.calls().size() : -1;
    }

    Page<CallRecord> calls(CallQuery query) {
        Page<CallRecord> page = views.calls()
                .list(new CallQuery(
                        seller(query.sellerId()),
                        query.campaignId(),
                        buyer(query.buyerId()),
                        query.fromMicros(),
                        query.toMicros(),
                        query.limit(),
                        query.after()));
        return new Page<>(page.items().stream().map(this::trimmed).toList(), page.next());
    }

    @Nullable
    CallRecord call(long id) {
        CallRecord call = id < 0 ? null : views.calls().find(id);
        if (call == null || (isSeller() && call.sellerId() != who.ownerId())) {
            return null;
        }
        CallRecord mine = trimmed(call);
        return isBuyer() && mine.attempts().isEmpty() && !isLastHadBy(call) ? null : mine;
    }

    /** Completes when a call to a number is over and all of it is known. Only for who sees all. */
    CompletableFuture<@Nullable CallRecord> nextCall(int numberId) {
        return all()
                ? views.calls()
                        .next(call -> call.numberId() == numberId
                                && call.end() != null
                                && (call.connectedMicros() == 0 || !call.media().isEmpty()))
                : new CompletableFuture<>();
    }

    /** Calls that wait for an operator's look; nobody else sees them. */
    List<ReviewRecord> held(int limit) {
        return all() ? views.reviews().list(ReviewState.HELD, limit, 0).items() : List.of();
    }

    /** Whether the recording may be heard: by who sees all, and by the buyer who had the call last. */
    boolean hears(CallRecord call) {
        return call.recordingMillis() > 0 && (all() || (isBuyer() && isLastHadBy(call)));
    }

    private boolean isLastHadBy(CallRecord call) {
        return CallTrim.isLastHadBy(who, call);
    }

    private PingRecord trimmed(PingRecord ping) {
        return all() ? ping : PingTrim.of(ping);
    }

    private LeadRecord trimmed(LeadRecord lead) {
        return all() ? lead : LeadTrim.of(who, lead);
    }

    private CallRecord trimmed(CallRecord call) {
        return all() ? call : CallTrim.of(who, call);
    }

    /** The orders that are there, by name. */
    List<OrderInfo> orders() {
        List<OrderInfo> orders = new ArrayList<>();
        for (int id = 1; id < market.end(EntityKind.ORDER); id++) {
            OrderInfo order = market.order(id);
            if (order != null && !order.entity().deleted() && isVisible(order)) {
                orders.add(order);
            }
        }
        return orders;
    }

    @Nullable
    OrderInfo order(String name) {
        OrderInfo order = market.order(name);
        return order == null || !isVisible(order) ? null : order;
    }

    private boolean isVisible(OrderInfo order) {
        return all() || (isBuyer() && order.buyerId() == who.ownerId());
    }

    /** Campaigns: a seller's are those in which it may sell; a buyer sees none. */
    List<CampaignInfo> campaigns() {
        List<CampaignInfo> campaigns = new ArrayList<>();
        for (int id = 1; id < market.end(EntityKind.CAMPAIGN); id++) {
            CampaignInfo campaign = market.campaign(id);
            if (campaign != null && !campaign.entity().deleted() && isVisible(campaign)) {
                campaigns.add(campaign);
            }
        }
        return campaigns;
    }

    /** Pools of tracking numbers: a seller's are those that it is paid for. */
    List<PoolInfo> pools() {
        List<PoolInfo> pools = new ArrayList<>();
        for (int id = 1; id < market.end(EntityKind.POOL); id++) {
            PoolInfo pool = market.pool(id);
            boolean isMine = pool != null && (all() || (isSeller() && pool.sellerId() == who.ownerId()));
            if (pool != null && isMine && !pool.entity().deleted()) {
                pools.add(pool);
            }
        }
        return pools;
    }

    @Nullable
    CampaignInfo campaign(String name) {
        CampaignInfo campaign = market.campaign(name);
        return campaign == null || !isVisible(campaign) ? null : campaign;
    }

    private boolean isVisible(CampaignInfo campaign) {
        return all() || (isSeller() && campaign.sellerIds().contains(who.ownerId()));
    }

    /** Changes of the market before a time, newest first; of who may change all of it. */
    List<AuditStore.Change> changes(long beforeMicros, int limit) {
        return who.role() != Role.OPERATOR
                ? List.of()
                : views.audit()
                        .list(null, 0, Long.MIN_VALUE, beforeMicros, limit, 0)
                        .items();
    }

    /** A buyer's returns, newest first; of who sees all: everybody's. */
    Page<ReturnRecord> returns(@Nullable ReturnState state, int limit, long after) {
        return isSeller() ? new Page<>(List.of(), 0) : views.returns().list(buyer(0), state, limit, after);
    }

    /** Who changed what of the market, newest first; of one entity, or (kind null) of all. Only for who sees all. */
    Page<AuditStore.Change> changes(@Nullable EntityKind kind, int entityId, int limit, long after) {
        return all()
                ? views.audit().list(kind, entityId, Long.MIN_VALUE, Long.MAX_VALUE, limit, after)
                : new Page<>(List.of(), 0);
    }

    /** What an account of anybody stands at. Only for who sees all. */
    MoneyStore.Balances balance(AccountKind kind, int id, long atMicros) {
        return kind == AccountKind.CARRIER
                ? usage(id, atMicros, Long.MAX_VALUE, line -> {})
                : account(kind, id, atMicros, Long.MAX_VALUE, line -> {});
    }

    /** An account of anybody. Only for who sees all. */
    MoneyStore.Balances account(AccountKind kind, int id, long fromMicros, long toMicros, Consumer<Transfer> lines) {
        return all()
                ? views.money().statement(kind, id, fromMicros, toMicros, lines)
                : new MoneyStore.Balances(0, 0, false);
    }

    /** A carrier's account. Only for who sees all. */
    MoneyStore.Balances usage(int carrierId, long fromMicros, long toMicros, Consumer<UsageLine> lines) {
        return all()
                ? views.usage().statement(carrierId, fromMicros, toMicros, lines)
                : new MoneyStore.Balances(0, 0, false);
    }

    /** What a seller or carrier was owed at a moment, less what it was paid since. Only for who sees all. */
    long owed(AccountKind kind, int id, long atMicros) {
        return all() ? Bookings.owed(views, kind, id, atMicros) : 0;
    }

    /** A seller's or buyer's own account. */
    MoneyStore.Balances statement(long fromMicros, long toMicros, Consumer<Transfer> lines) {
        if (all()) {
            return new MoneyStore.Balances(0, 0, false);
        }
        AccountKind kind = isBuyer() ? AccountKind.BUYER : AccountKind.SELLER;
        return views.money().statement(kind, who.ownerId(), fromMicros, toMicros, lines);
    }
}
