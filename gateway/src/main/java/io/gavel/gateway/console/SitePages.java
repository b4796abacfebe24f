package io.gavel.gateway.console;

import io.gavel.gateway.market.PoolInfo;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A seller's pools of tracking numbers: what to put into a page, and a look whether it is in there. Only pages of a site that the
 * operator named in the pool's {@code origins} are fetched, through the guarded client.
 */
final class SitePages {
    static final String HERE = "/console/site";
    private static final int PATIENCE_SECONDS = 20;
    private static final int LONGEST_PATH = 500;
    private static final int MOST_CHARACTERS = 1 << 19;
    private static final Pattern PLACE = Pattern.compile("\\bdata-gavel-number\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINK = Pattern.compile("href\\s{0,9}=\\s{0,9}[\"']tel:", Pattern.CASE_INSENSITIVE);
    private static final Pattern POLICY =
            Pattern.compile("http-equiv\\s{0,9}=\\s{0,9}[\"']?content-security-policy", Pattern.CASE_INSENSITIVE);

    private final Outside outside;
    private final Pace pace;
    private final Press press;

    SitePages(Outside outside, InstantSource clock, Press press) {
        this.outside = outside;
        this.pace = new Pace(clock);
        this.press = press;
    }

    Page page(Visit visit) {
        return shown(visit, List.of());
    }

    private static Page shown(Visit visit, List<Block> first) {
        List<PoolInfo> pools = visit.sight().pools();
        List<Block> blocks = new ArrayList<>(first);
        for (PoolInfo pool : pools) {
            blocks.add(new Block.Code(
                    "Into pages that show numbers of " + pool.entity().name(), snippet(pool)));
            if (!pool.origins().isEmpty()) {
                blocks.add(new Block.Form(
                        "Is it in there?",
                        HERE + "/check",
                        "Look",
                        List.of(
                                sites(pool, visit.query().text("site")),
                                Block.Input.text(
                                        "path", "page", path(visit.query().text("path")))),
                        List.of(Block.Input.text("pool", "", pool.entity().name()))));
            } else {
                blocks.add(new Block.Note(
                        "No site is named",
                        "note",
                        List.of(
                                "Any site may show these numbers. To have a page looked at here, ask the operator to name your site"
                                        + " in the pool's origins.")));
            }
        }
        Page.Headline headline = Page.Headline.of("You have ")
                .figure(Words.count(pools.size()), "")
                .text(
                        pools.isEmpty()
                                ? " pools of tracking numbers. Ask the operator for one, if visitors of your site should call."
                                : pools.size() == 1 ? " pool of tracking numbers." : " pools of tracking numbers.");
        return Page.of("Your site", headline, blocks);
    }

    private static Block.Input sites(PoolInfo pool, String chosen) {
        List<Block.Option> options = pool.origins().stream()
                .limit(200)
                .map(origin -> new Block.Option(origin, origin))
                .toList();
        return new Block.Input("site", "site", "select", chosen, options);
    }

    private static String snippet(PoolInfo pool) {
        return "<script src=\"ADDRESS/dni.js?pool=" + pool.entity().name() + "\" async></script>\n\n"
                + "<!-- wherever the number is to stand; what is inside is shown until the visitor's own is there -->\n"
                + "<a href=\"tel:+1…\" data-gavel-number>your number</a>";
    }

    private static String path(String text) {
        return text.isEmpty() ? "/" : text;
    }

    /** Fetches a page; what it says is shown when it came. */
    CompletableFuture<Press.Work> check(Visit visit) {
        String name = visit.query().text("pool");
        String site = visit.query().text("site");
        String path = path(visit.query().text("path"));
        PoolInfo pool = pool(visit, name);
        if (pool == null || !pool.origins().contains(site)) {
            throw new Guard.Missing("There is no such site.");
        }
        String address = address(site, path);
        if (address.isEmpty()) {
            Block note = new Block.Note(
                    "That is no page",
                    "warning",
                    List.of("A page begins with / and is of " + site + ". Nothing was fetched."));
            return Press.ready(() -> page(visit, 422, note));
        }
        CompletableFuture<Outside.Tried> looked =
                pace.begin(visit.who().ownerId(), PATIENCE_SECONDS, () -> outside.page(address));
        if (looked == null) {
            return Press.ready(() -> page(visit, 429, Pace.TOO_SOON));
        }
        return looked.thenApply(tried -> () -> page(visit, 200, found(tried, pool)));
    }

    private static @Nullable PoolInfo pool(Visit visit, String name) {
        for (PoolInfo each : visit.sight().pools()) {
            if (each.entity().name().equals(name)) {
                return each;
            }
        }
        return null;
    }

    private Press.Sheet page(Visit visit, int status, Block first) {
        return press.page(status, Frame.of(visit, HERE), shown(visit, List.of(first)));
    }

    /** The page's address; empty: it would lead to another host. */
    static String address(String site, String path) {
        boolean isPath = path.startsWith("/")
                && !path.startsWith("//")
                && path.length() <= LONGEST_PATH
                && path.chars().allMatch(each -> each > ' ' && each < 127 && each != '\\');
        try {
            URI origin = URI.create(site);
            URI whole = URI.create(site + path);
            boolean isSame = origin.getHost() != null
                    && origin.getHost().equals(whole.getHost())
                    && origin.getPort() == whole.getPort()
                    && origin.getScheme().equals(whole.getScheme())
                    && whole.getUserInfo() == null;
            return isPath && isSame ? site + path : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static Block found(Outside.Tried tried, PoolInfo pool) {
        List<String> sentences = new ArrayList<>();
        String title = tried.address();
        if (tried.status() == 0) {
            sentences.add(
                    switch (tried.verdict()) {
                        case "not_allowed" -> "This name leads to a private address; such pages are not fetched.";
                        case "garbage" -> "What came is not HTTP, or longer than a page should be.";
                        case "late", "late_unsent" -> "The page did not come in time.";
                        default -> "Nobody answers there (" + tried.verdict().replace('_', ' ') + ").";
                    });
            return new Block.Note(title, "warning", sentences);
        }
        if (tried.status() != 200) {
            sentences.add("It answered with status " + tried.status()
                    + (tried.status() / 100 == 3 ? ": it leads elsewhere. Name the page where visitors end." : "."));
            return new Block.Note(title, "warning", sentences);
        }
        String text = withoutComments(tried.answer());
        boolean isGood = script(text, pool, sentences);
        long places = PLACE.matcher(text).results().count();
        long links = LINK.matcher(text).results().count();
        sentences.add(
                places == 0
                        ? "There is no element with data-gavel-number: no number would be shown."
                        : "Found: " + Words.count(places) + " places for the number"
                                + (links == 0
                                        ? ", none of them a tel: link yet."
                                        : ", " + Words.count(links) + " tel: links."));
        if (POLICY.matcher(text).find()) {
            sentences.add(
                    "The page has a Content-Security-Policy: it has to allow our address for scripts and connections.");
        }
        sentences.add("It came within " + Words.millis(tried.micros()) + ", "
                + Words.count(tried.answer().length())
                + " characters. Scripts were not run: what they add is not seen.");
        return new Block.Note(title, isGood && places > 0 ? "good" : "warning", sentences);
    }

    /** What browsers look at, and not more than a page should have: whoever made the page may mean harm. */
    private static String withoutComments(String page) {
        String text = page.substring(0, Math.min(page.length(), MOST_CHARACTERS));
        StringBuilder kept = new StringBuilder();
        int at = 0;
        for (int begin = text.indexOf("<!--"); begin >= 0; begin = text.indexOf("<!--", at)) {
            kept.append(text, at, begin);
            int end = text.indexOf("-->", begin + 4);
            at = end < 0 ? text.length() : end + 3;
        }
        return kept.append(text, at, text.length()).toString();
    }

    private static boolean script(String text, PoolInfo pool, List<String> sentences) {
        List<String> sources = PageScripts.sources(text);
        boolean isOurs = false;
        for (String source : sources) {
            isOurs |= isOf(pool, source.replace("&amp;", "&"));
        }
        if (sources.isEmpty()) {
            sentences.add("The script is missing: put the snippet into the page.");
        } else if (!isOurs) {
            sentences.add(
                    "The script is there, but not with pool=" + pool.entity().name() + ".");
        } else {
            sentences.add("Found: the script, for this pool.");
        }
        return isOurs;
    }

    private static boolean isOf(PoolInfo pool, String source) {
        String query = source.substring(source.indexOf('?') + 1);
        String wanted = "pool=" + pool.entity().name();
        return query.length() < source.length() && ("&" + query + "&").contains("&" + wanted + "&");
    }
}
