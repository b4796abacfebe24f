package io.gavel.gateway.notify;

import io.gavel.gateway.client.Failure;

/** The end of a request that carried one letter: the status is the verdict. */
class OneByOne implements Posting.End {
    private final Letter letter;
    private final Sending sending;

    OneByOne(Letter letter, Sending sending) {
        this.letter = letter;
        this.sending = sending;
    }

    @Override
    public void answered(int status, byte[] answer, int length, long pauseMillis) {
        sending.ended(letter, verdict(status, answer, length).notBefore(pauseMillis));
    }

    Verdict verdict(int status, byte[] answer, int length) {
        return Sending.verdict(status);
    }

    @Override
    public void failed(Failure failure) {
        sending.ended(letter, Sending.verdict(failure));
    }
}
