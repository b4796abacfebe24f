package io.gavel.gateway.number;

import io.gavel.gateway.client.Client;
import io.gavel.gateway.config.NumbersConfig;
import io.gavel.gateway.config.SecretFiles;
import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Body;
import io.gavel.gateway.http.Router;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Inventory;
import io.gavel.gateway.market.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The door: the inventory's paths, and the orders behind them. Opened, started and closed on the main thread. */
public final class NumberEdge implements AutoCloseable {
    private static final int FILE_BYTES = 8 << 20;

    private final NumbersConfig config;
    private final NumberOrders orders;
    private final Listing listing;
    private final Steps steps;
    private final Ordering ordering;

    /** {@code orders}: the folder where they are written down. */
    public NumberEdge(
            NumbersConfig config,
            Path folder,
            Directory directory,
            Inventory inventory,
            Client client,
            SecretFiles secrets,
            InstantSource clock)
            throws IOException {
        this.config = config;
        Map<String, NumberProvider> providers = new LinkedHashMap<>();
        String inventoryFile = config.inventory();
        for (NumberProvider provider : new NumberProvider[] {
            new FileInventory(inventoryFile == null ? null : Path.of(inventoryFile), directory),
            new Telnyx(client, config.telnyxApi(), secrets)
        }) {
            providers.put(provider.name(), provider);
        }
        this.orders = new NumberOrders(folder, providers, inventory, clock);
        this.listing = new Listing(directory, clock);
        this.steps = new Steps(directory, inventory, listing, clock);
        this.ordering = new Ordering(providers, orders, directory, clock);
    }

    /** After the line runs: orders that were under way go on. */
    public void start() {
        orders.start(config.orderSeconds());
    }

    /** The whole inventory as CSV. Any thread. */
    public String csv() {
        return listing.csv();
    }

    /**
     * Numbers out of a CSV file, all or none; fails with an {@link IllegalArgumentException} that says what is wrong with it, a
     * line each. Any thread.
     */
    public CompletableFuture<Outcome> bring(String csv, boolean dryRun, String actor) {
        return steps.bring(csv, dryRun, actor);
    }

    /** Adds the paths. */
    public void addTo(Router router) {
        String path = "/v1/admin/inventory";
        router.route("GET", path, Access.OPERATOR, listing::list);
        router.route("GET", path + ".csv", Access.OPERATOR, listing::csv);
        router.route("POST", path + "/import", Access.OPERATOR, steps::bring)
                .takes(Body.ANY)
                .limit(FILE_BYTES);
        router.route("GET", path + "/offers", Access.OPERATOR, ordering::offers);
        router.route("GET", path + "/orders", Access.OPERATOR, ordering::list);
        router.route("POST", path + "/orders", Access.OPERATOR, ordering::order);
        router.route("GET", path + "/orders/{order_id}", Access.OPERATOR, ordering::find);
        router.route("POST", path + "/{number}/assign", Access.OPERATOR, steps::assign);
        router.route("POST", path + "/{number}/move", Access.OPERATOR, steps::move);
        router.route("POST", path + "/{number}/release", Access.OPERATOR, steps::release)
                .takes(Body.ANY);
        router.route("POST", path + "/{number}/port-out", Access.OPERATOR, steps::portOut)
                .takes(Body.ANY);
    }

    @Override
    public void close() {
        orders.close();
    }
}
