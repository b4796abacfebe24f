package io.gavel.core.market;

import java.util.Arrays;

/** The leaves of an index in the order of their ranks, in blocks of up to 64, and the rows that run through all of them. */
final class Blocks {
    /** A leaf with so few orders gives them to its neighbours. */
    private static final int SCANTY = 8;

    final boolean tiered;
    Block[] blocks = new Block[4];
    int size;
    private int leaves;

    private final Rows rows;
    /** Slots of blocks that are gone. */
    private int[] freeSlots = new int[4];

    private int freeCount;
    private int slots;

    Blocks(Rows rows, boolean tiered) {
        this.rows = rows;
        this.tiered = tiered;
        blocks[size++] = new Block(rows, slots++);
        blocks[0].first();
        leaves = 1;
    }

    /** A new row that has every order. */
    int fullRow() {
        int row = rows.add();
        for (int i = 0; i < size; i++) {
            blocks[i].fill(row);
        }
        return row;
    }

    void dropSparse(int column) {
        for (int i = 0; i < size; i++) {
            blocks[i].dropSparse(column);
        }
    }

    /** The leaf that an order of this rank goes to; it has room. */
    Leaf leafFor(int tier, long rankMicros) {
        Leaf leaf = locate(tier, rankMicros);
        return leaf.full() ? split(leaf, tier, rankMicros) : leaf;
    }

    /** Whether a leaf has become so empty that its orders should move. */
    boolean scanty(Leaf leaf) {
        return leaves > 1 && Long.bitCount(leaf.used) <= SCANTY && neighbourHasRoom(leaf);
    }

    /** Takes an empty leaf out, unless it is the only one. */
    void close(Leaf leaf) {
        if (leaves == 1) {
            return;
        }
        Block block = leaf.block;
        leaves--;
        block.close(leaf);
        if (block.size == 0) {
            int at = indexOf(block);
            free(block.slot);
            size--;
            System.arraycopy(blocks, at + 1, blocks, at, size - at);
        }
        Block lastBlock = blocks[size - 1];
        Leaf last = lastBlock.leaves[lastBlock.size - 1];
        last.floorTier = Integer.MAX_VALUE;
        last.floorMicros = Long.MIN_VALUE;
    }

    /** The last leaf whose upper neighbour has nothing below this rank. */
    private Leaf locate(int tier, long rankMicros) {
        Leaf found = blocks[0].leaves[0];
        for (int b = 0; b < size; b++) {
            Block block = blocks[b];
            Leaf last = block.leaves[block.size - 1];
            if (b + 1 < size && !Leaf.below(last.floorTier, last.floorMicros, tier, rankMicros)) {
                found = last;
                continue;
            }
            for (int i = 0; i < block.size; i++) {
                Leaf leaf = block.leaves[i];
                if (reaches(found, leaf, tier, rankMicros)) {
                    found = leaf;
                } else {
                    return found;
                }
            }
        }
        return found;
    }

    /** Whether an order of this rank may go behind {@code upper}: its floor is not below the rank. */
    private static boolean reaches(Leaf upper, Leaf leaf, int tier, long rankMicros) {
        return upper == leaf || !Leaf.below(upper.floorTier, upper.floorMicros, tier, rankMicros);
    }

    private Leaf split(Leaf full, int tier, long rankMicros) {
        if (full.block.size == Block.SIZE) {
            halve(full.block);
        }
        leaves++;
        int oldFloorTier = full.floorTier;
        long oldFloorMicros = full.floorMicros;
        full.tighten(tiered);
        if (!Leaf.below(full.floorTier, full.floorMicros, tier, rankMicros)) {
            // Nothing inside is below: orders that come in falling rank fill leaf after leaf.
            return behind(full, 0, oldFloorTier, oldFloorMicros);
        }
        Leaf lower = behind(full, Leaf.lowerHalf(), oldFloorTier, oldFloorMicros);
        full.tighten(tiered);
        return Leaf.below(tier, rankMicros, full.floorTier, full.floorMicros) ? lower : full;
    }

    private static Leaf behind(Leaf leaf, long bits, int floorTier, long floorMicros) {
        Leaf made = leaf.block.split(leaf, bits);
        made.floorTier = floorTier;
        made.floorMicros = floorMicros;
        return made;
    }

    private void halve(Block block) {
        int at = indexOf(block) + 1;
        if (size == blocks.length) {
            blocks = Arrays.copyOf(blocks, size * 2);
        }
        System.arraycopy(blocks, at, blocks, at + 1, size - at);
        blocks[at] = block.halve(slot());
        size++;
    }

    private boolean neighbourHasRoom(Leaf leaf) {
        Block block = leaf.block;
        return roomy(block, leaf.index - 1) || roomy(block, leaf.index + 1);
    }

    private static boolean roomy(Block block, int at) {
        return at >= 0 && at < block.size && Long.bitCount(block.leaves[at].used) <= Leaf.SIZE / 2;
    }

    private int indexOf(Block block) {
        int at = 0;
        while (blocks[at] != block) {
            at++;
        }
        return at;
    }

    int slots() {
        return slots;
    }

    private int slot() {
        if (freeCount > 0) {
            return freeSlots[--freeCount];
        }
        rows.widen(slots + 1);
        return slots++;
    }

    private void free(int slot) {
        if (freeCount == freeSlots.length) {
            freeSlots = Arrays.copyOf(freeSlots, freeCount * 2);
        }
        freeSlots[freeCount++] = slot;
    }
}
