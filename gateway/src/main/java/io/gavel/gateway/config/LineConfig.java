package io.gavel.gateway.config;

/**
 * The rings between edges and core.
 *
 * @param inputSlots messages that may wait for the core, a power of two; intake is refused (503) before it is full
 * @param outputSlots messages that may wait for edges and views, a power of two
 * @param waiting what idle threads do
 */
public record LineConfig(int inputSlots, int outputSlots, WaitPolicy waiting) {

    static LineConfig from(Settings settings) {
        return new LineConfig(
                settings.powerOfTwo("line.input_slots", 16_384, 64, 1 << 24),
                settings.powerOfTwo("line.output_slots", 16_384, 64, 1 << 24),
                settings.word("line.wait", WaitPolicy.BLOCKING));
    }
}
