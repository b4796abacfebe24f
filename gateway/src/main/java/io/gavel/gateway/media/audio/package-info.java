/**
 * Sound at 8 kHz: G.711, prompts and tones in it, and WAV files. No sockets, no clock; used by the engines of media. Tables and
 * prompts are immutable and shared by all threads; a file belongs to one thread at a time.
 */
@NullMarked
package io.gavel.gateway.media.audio;

import org.jspecify.annotations.NullMarked;
