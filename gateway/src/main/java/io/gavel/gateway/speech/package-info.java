/**
 * What was said in recordings, as text. Off unless the operator names a model: then one process beside this one has it, so that
 * neither its memory nor its crashes are the exchange's.
 *
 * <pre>
 * call ended --Recordings.done--> Transcriptions --thread "transcripts"--> Transcriber = SpeechProcess ==pipe==> SpeechMain (Vosk)
 *                                      |-- text beside the recording, then CallTranscribed on the line: fee and record
 * </pre>
 */
@org.jspecify.annotations.NullMarked
package io.gavel.gateway.speech;
