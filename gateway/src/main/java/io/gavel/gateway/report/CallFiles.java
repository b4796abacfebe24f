package io.gavel.gateway.report;

import java.nio.file.Path;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What lies beside calls' records.
 *
 * @param recordings a call's recording, null if it has none
 * @param transcripts its text, null if it has none
 * @param hasModel whether anything is transcribed here
 */
public record CallFiles(
        LongFunction<@Nullable Path> recordings, LongFunction<@Nullable Path> transcripts, boolean hasModel) {}
