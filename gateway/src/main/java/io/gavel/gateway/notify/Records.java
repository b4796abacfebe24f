package io.gavel.gateway.notify;

import io.gavel.gateway.notify.LetterFile.Content;
import java.io.DataInputStream;
import java.io.IOException;

/** What the log of letters says, in bytes: the kind, then its fields. A kind is never changed, only added. */
final class Records {
    private static final int WRITTEN = 1;
    private static final int DONE = 2;
    private static final int TRIED = 3;
    private static final int DIED = 4;
    private static final int AGAIN = 5;
    private static final int SEEN = 6;

    /** Hears what happened to letters. */
    interface History {
        void written(Letter letter);

        void done(long id);

        void tried(long id, int attempts, long dueMillis, String problem);

        void died(long id, int attempts, long millis, String problem);

        void again(long id);

        void seen(long sequence, long lastId);
    }

    private Records() {}

    static Content written(Letter letter) {
        return out -> {
            out.writeByte(WRITTEN);
            out.writeLong(letter.id);
            out.writeInt(letter.webhookId);
            out.writeUTF(letter.webhook);
            out.writeLong(letter.sequence);
            out.writeInt(letter.index);
            out.writeUTF(letter.type);
            out.writeLong(letter.createdMicros);
            out.writeInt(letter.body.length);
            out.write(letter.body);
        };
    }

    static Content done(Letter letter) {
        return out -> {
            out.writeByte(DONE);
            out.writeLong(letter.id);
        };
    }

    static Content tried(Letter letter) {
        return out -> {
            out.writeByte(TRIED);
            out.writeLong(letter.id);
            out.writeInt(letter.attempts);
            out.writeLong(letter.dueMillis);
            out.writeUTF(letter.problem);
        };
    }

    static Content died(Letter letter) {
        return out -> {
            out.writeByte(DIED);
            out.writeLong(letter.id);
            out.writeInt(letter.attempts);
            out.writeLong(letter.diedMillis);
            out.writeUTF(letter.problem);
        };
    }

    static Content again(Letter letter) {
        return out -> {
            out.writeByte(AGAIN);
            out.writeLong(letter.id);
        };
    }

    /** {@code lastId}: so that no letter gets the id of an older one. */
    static Content seen(long sequence, long lastId) {
        return out -> {
            out.writeByte(SEEN);
            out.writeLong(sequence);
            out.writeLong(lastId);
        };
    }

    static void tell(DataInputStream in, History history) throws IOException {
        int what = in.readByte();
        switch (what) {
            case WRITTEN -> history.written(letter(in));
            case DONE -> history.done(in.readLong());
            case TRIED -> history.tried(in.readLong(), in.readInt(), in.readLong(), in.readUTF());
            case DIED -> history.died(in.readLong(), in.readInt(), in.readLong(), in.readUTF());
            case AGAIN -> history.again(in.readLong());
            case SEEN -> history.seen(in.readLong(), in.readLong());
            default -> throw new IOException("the log of letters says " + what + ", which this version does not know");
        }
    }

    private static Letter letter(DataInputStream in) throws IOException {
        long id = in.readLong();
        int webhookId = in.readInt();
        String webhook = in.readUTF();
        long sequence = in.readLong();
        int index = in.readInt();
        String type = in.readUTF();
        long created = in.readLong();
        byte[] body = in.readNBytes(in.readInt());
        return new Letter(id, webhookId, webhook, sequence, index, type, created, body);
    }
}
