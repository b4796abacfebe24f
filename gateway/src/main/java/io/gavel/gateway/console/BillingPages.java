package io.gavel.gateway.console;

import io.gavel.gateway.http.Command;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.BuyerInfo;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.admin.Bookings;
import io.gavel.message.AccountKind;
import io.gavel.message.Coding;
import io.gavel.message.EntityKind;
import io.gavel.message.Money;
import io.gavel.message.Reason;
import io.gavel.message.ReturnState;
import io.gavel.view.MoneyStore;
import io.gavel.view.Transfer;
import io.gavel.view.UsageLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who owes whom: balances, statements, buyers' payments, and what sellers and carriers are paid out. */
final class BillingPages {
    static final String HERE = "/console/billing";
    private static final String ONCE = "once";
    private static final int MOST_RETURNS = 500;
    private static final int LONGEST_NOTE = 200;
    private static final long LARGEST = 1_000_000_000L * Money.UNIT;

    private final Asking asking;
    private final Press press;

    BillingPages(Asking asking, Press press) {
        this.asking = asking;
        this.press = press;
    }

    /** One account. */
    private record Account(AccountKind kind, Entity party) {
        String word() {
            return Words.of(kind);
        }

        String address() {
            return HERE + "/" + word() + "s/" + party.name();
        }
    }

    Page list(Visit visit) {
        Snapshot market = visit.sight().market();
        List<List<Cell>> buyers = new ArrayList<>();
        long owing = 0;
        for (Account account : accounts(market, AccountKind.BUYER, EntityKind.BUYER)) {
            long balance = balance(visit, account);
            owing += balance;
            BuyerInfo buyer = market.buyer(account.party().id());
            long credit = buyer == null ? Long.MAX_VALUE : buyer.creditMicros();
            buyers.add(List.of(
                    Cell.of(account.party().name()).to(account.address()),
                    Cell.money(balance),
                    credit == Long.MAX_VALUE ? new Cell("no limit", null, "num", null, "") : Cell.money(credit),
                    credit == Long.MAX_VALUE ? new Cell("–", null, "num", null, "") : Cell.money(credit - balance)));
        }
        long owed = 0;
        List<List<Cell>> payees = new ArrayList<>();
        for (Account account : payees(market)) {
            long balance = balance(visit, account);
            owed += balance;
            payees.add(List.of(
                    Cell.of(account.party().name()).to(account.address()),
                    Cell.of(account.word()),
                    Cell.money(balance)));
        }
        String currency = market.currency();
        Page.Headline headline = Page.Headline.of("Buyers owe ")
                .figure(Words.money(owing, currency), "")
                .text("; sellers and carriers are owed ")
                .figure(Words.money(owed, currency), "")
                .text("; ")
                .figure(Words.count(waiting(visit)), ReturnPages.HERE + "?state=requested")
                .text(" returns wait for a decision.");
        return Page.of(
                "Billing",
                headline,
                new Block.Table(
                        "Buyers, in " + currency,
                        List.of(
                                Block.Column.of("buyer"),
                                Block.Column.number("owes"),
                                Block.Column.minorNumber("credit"),
                                Block.Column.number("left")),
                        buyers,
                        "There is no buyer yet."),
                new Block.Table(
                        "Sellers and carriers, in " + currency,
                        List.of(Block.Column.of("who"), Block.Column.minor("kind"), Block.Column.number("is owed")),
                        payees,
                        "There is no seller yet."));
    }

    /** Returns that wait, up to {@value #MOST_RETURNS}. */
    private static int waiting(Visit visit) {
        return visit.sight()
                .returns(ReturnState.REQUESTED, MOST_RETURNS, 0)
                .items()
                .size();
    }

    private static List<Account> payees(Snapshot market) {
        List<Account> payees = accounts(market, AccountKind.SELLER, EntityKind.SELLER);
        payees.addAll(accounts(market, AccountKind.CARRIER, EntityKind.CARRIER));
        return payees;
    }

    private static List<Account> accounts(Snapshot market, AccountKind kind, EntityKind of) {
        List<Account> accounts = new ArrayList<>();
        for (int id = 1; id < market.end(of); id++) {
            Entity party = market.entity(of, id);
            if (party != null && !party.deleted()) {
                accounts.add(new Account(kind, party));
            }
        }
        return accounts;
    }

    private static long balance(Visit visit, Account account) {
        return visit.sight()
                .balance(account.kind(), account.party().id(), visit.nowMicros())
                .closingMicros();
    }

    private static Account account(Visit visit, String kinds, String name) {
        Snapshot market = visit.sight().market();
        for (AccountKind kind : List.of(AccountKind.BUYER, AccountKind.SELLER, AccountKind.CARRIER)) {
            EntityKind of = EntityKind.valueOf(kind.name());
            Entity party = kinds.equals(Words.of(kind) + "s") ? market.entity(of, name) : null;
            if (party != null && !party.deleted()) {
                return new Account(kind, party);
            }
        }
        throw new Guard.Missing("There is no such account.");
    }

    Page one(Visit visit) {
        return shown(visit, account(visit, visit.lastButOne(), visit.last()), List.of());
    }

    private static Page shown(Visit visit, Account account, List<Block> first) {
        Query query = visit.query();
        String currency = visit.sight().market().currency();
        long from = query.day("from", visit.todayMicros() - 30 * Wish.DAY_MICROS);
        long to = query.until("to", visit.todayMicros() + Wish.DAY_MICROS);
        List<Transfer> transfers = new ArrayList<>();
        List<UsageLine> usage = new ArrayList<>();
        MoneyStore.Balances balances = account.kind() == AccountKind.CARRIER
                ? visit.sight().usage(account.party().id(), from, to, usage::add)
                : visit.sight().account(account.kind(), account.party().id(), from, to, transfers::add);
        boolean isBuyer = account.kind() == AccountKind.BUYER;
        Block.Table table = account.kind() == AccountKind.CARRIER
                ? StatementLines.table(usage, query, account.address(), currency, line -> row(visit, line))
                : StatementLines.transfers(visit, transfers, account.address(), isBuyer);
        Page.Headline headline = Page.Headline.of(account.party().name() + (isBuyer ? " owes " : " is owed "))
                .figure(Words.money(balances.closingMicros(), currency), "")
                .text(" at the end of this time; at its beginning it was "
                        + Words.money(balances.openingMicros(), currency) + ".");
        if (account.kind() != AccountKind.CARRIER) {
            headline.text(" ")
                    .figure(
                            isBuyer ? "Its credit and caps" : "Its share and caps",
                            MarketForms.HERE + "/" + account.word() + "s/"
                                    + account.party().name())
                    .text(".");
        }
        List<Block> blocks = new ArrayList<>(first);
        blocks.add(new Block.Filter(
                "",
                account.address(),
                List.of(
                        Block.Input.date("from", "from (UTC)", PnlPage.day(from)),
                        Block.Input.date("to", "to", PnlPage.day(to - 1)))));
        if (visit.who().role() == Role.OPERATOR) {
            blocks.add(isBuyer ? payment(account) : payout(visit, account));
        }
        blocks.add(table);
        return Page.of("Billing: " + account.party().name(), headline, blocks);
    }

    private static List<Cell> row(Visit visit, UsageLine line) {
        return List.of(
                Cell.time(line.atMicros(), visit.nowMicros()),
                Cell.of(Words.of(line.kind())),
                line.callId() == 0 ? Cell.of(line.note()) : Cell.id(line.callId(), "/console/calls"),
                Cell.of(visit.sight().market().name(EntityKind.CAMPAIGN, line.campaignId())),
                Cell.fine(line.amountMicros()),
                Cell.fine(line.balanceMicros()));
    }

    private static Block payment(Account account) {
        return new Block.Form(
                "It paid",
                account.address() + "/pay",
                "Book the payment",
                List.of(Block.Input.text("amount", "amount", ""), Block.Input.text("note", "note", "")),
                List.of(Block.Input.text(ONCE, "", Session.random())));
    }

    /** What was owed at the end of the last whole day is offered. */
    private static Block payout(Visit visit, Account account) {
        return new Block.Form(
                "Mark as paid what it was owed at a day's end",
                account.address() + "/pay",
                "Mark as paid",
                List.of(
                        Block.Input.date("until", "up to the end of (UTC)", PnlPage.day(visit.todayMicros() - 1)),
                        Block.Input.text("note", "note", "")),
                List.of());
    }

    /** A buyer paid; or a seller or carrier is paid what it was owed. */
    Press.Sheet pay(Visit visit) throws Exception {
        String path = visit.path();
        String[] parts = path.split("/", -1);
        Account account = account(visit, parts[parts.length - 3], Visit.segment(parts[parts.length - 2]));
        String note = visit.query().text("note");
        if (note.length() > LONGEST_NOTE) {
            return answer(visit, account, "A note has at most " + LONGEST_NOTE + " characters.", null);
        }
        return account.kind() == AccountKind.BUYER ? paid(visit, account, note) : paidOut(visit, account, note);
    }

    private Press.Sheet paid(Visit visit, Account account, String note) throws Exception {
        long micros = Money.parse(visit.query().text("amount"));
        if (micros == Money.INVALID || micros <= 0 || micros > LARGEST) {
            return answer(visit, account, "An amount is like 500.00.", null);
        }
        String once = visit.query().text(ONCE);
        if (once.isEmpty()) {
            return answer(visit, account, "This form is not whole. Send the one below.", null);
        }
        long key = requestKey(visit.session(), account, once, micros + "/" + note);
        Command done = asking.command((buffer, correlationId) -> Bookings.payment(
                buffer, correlationId, key, AccountKind.BUYER, account.party().id(), micros, note));
        return answer(visit, account, refusal(done), "Booked: it paid " + Words.money(micros) + ".");
    }

    /** Of the same form sent again with the same fields the same, so that it is booked once; never 0. */
    private static long requestKey(Session session, Account account, String once, String fields) {
        long form = Coding.combine(Coding.hash(session.hash()), Coding.hash(once));
        return Coding.combine(form, Coding.hash(account.address() + "/" + fields));
    }

    private Press.Sheet paidOut(Visit visit, Account account, String note) throws Exception {
        long until = visit.query().until("until", -1);
        if (until <= 0 || until > visit.nowMicros()) {
            return answer(visit, account, "Choose a day that is over.", null);
        }
        long amount =
                Math.max(0, visit.sight().owed(account.kind(), account.party().id(), until));
        String noted = note.isEmpty() ? "paid until " + PnlPage.day(until - 1) : note;
        Command done = asking.command((buffer, correlationId) -> Bookings.payout(
                buffer, correlationId, account.kind(), account.party().id(), amount, until, noted));
        String what = done.count() == 0
                ? "Up to this day it was paid already: nothing is booked."
                : amount == 0 ? "It was owed nothing then." : "Marked as paid: " + Words.money(amount) + ".";
        return answer(visit, account, refusal(done), what);
    }

    private static @Nullable String refusal(Command done) {
        return done.reason() == Reason.NONE
                ? null
                : "The exchange refused: "
                        + done.reason().word().toLowerCase(Locale.ROOT).replace('_', ' ') + ".";
    }

    private Press.Sheet answer(Visit visit, Account account, @Nullable String problem, @Nullable String done) {
        boolean isDone = problem == null;
        Block note = new Block.Note(
                isDone ? "Booked" : "This cannot be",
                isDone ? "good" : "warning",
                List.of(isDone ? String.valueOf(done) : problem));
        Visit after = new Visit(
                visit.path(),
                new Query(java.util.Map.of()),
                visit.session(),
                visit.person(),
                visit.sight(),
                visit.nowMicros());
        return press.page(isDone ? 200 : 422, Frame.of(visit, HERE), shown(after, account, List.of(note)));
    }
}
