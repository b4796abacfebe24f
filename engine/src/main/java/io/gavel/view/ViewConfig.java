package io.gavel.view;

import java.nio.file.Path;

/**
 * How much the read models keep. Files are made at full size but sparse: they take what is used.
 *
 * @param folder where they live; made if it is not there
 * @param pings answered pings kept, then the oldest go
 * @param pingBytes average size of a ping with its bids, to size its file
 * @param leads leads kept
 * @param leadBytes average size of a lead with its deliveries
 * @param transfers sales, returns and payments kept; and as many movements of carriers' accounts, and decisions on returns
 * @param standings changes of orders' standing kept, for explain; as long as pings should be explainable
 * @param versions versions of entities kept (the newest of each as long as there is room)
 * @param versionBytes average size of an entity's document
 * @param pnlRows rows of the P and L (a minute's seller, campaign, buyer and source) kept in minutes; beyond, old ones are
 *     added up to quarters of an hour, then to days
 * @param sources sources told apart in the P and L; later ones are counted as {@code other}
 * @param calls calls kept
 * @param callBytes average size of a call with its attempts
 */
public record ViewConfig(
        Path folder,
        int pings,
        int pingBytes,
        int leads,
        int leadBytes,
        int transfers,
        int standings,
        int versions,
        int versionBytes,
        int pnlRows,
        int sources,
        int calls,
        int callBytes) {

    /** Every limit must be at least 1, and a ring of records below 2 GiB. */
    public ViewConfig {
        atLeastOne("pings", pings, 40_000_000);
        atLeastOne("ping_bytes", pingBytes, 1 << 20);
        atLeastOne("leads", leads, 40_000_000);
        atLeastOne("lead_bytes", leadBytes, 1 << 20);
        atLeastOne("transfers", transfers, 10_000_000);
        atLeastOne("standings", standings, 40_000_000);
        atLeastOne("versions", versions, 40_000_000);
        atLeastOne("version_bytes", versionBytes, 1 << 20);
        atLeastOne("pnl_rows", pnlRows, 100_000_000);
        atLeastOne("sources", sources, 1_000_000);
        atLeastOne("calls", calls, 40_000_000);
        atLeastOne("call_bytes", callBytes, 1 << 20);
    }

    /** The defaults. */
    public static ViewConfig in(Path folder) {
        return new ViewConfig(
                folder, 250_000, 600, 100_000, 500, 500_000, 1_000_000, 50_000, 600, 2_000_000, 1_000, 100_000, 700);
    }

    private static void atLeastOne(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be between 1 and " + most + ", not " + value);
        }
    }
}
