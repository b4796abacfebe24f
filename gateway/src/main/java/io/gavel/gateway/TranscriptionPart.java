package io.gavel.gateway;

import io.gavel.gateway.call.Recordings;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.market.CallTerms;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.speech.SpeechProcess;
import io.gavel.gateway.speech.Transcriptions;
import java.nio.file.Path;

/** Wires what makes text of recordings. */
final class TranscriptionPart {
    private TranscriptionPart() {}

    static Transcriptions make(ExchangeConfig config, Memory memory, Directory directory, Recordings recordings) {
        Path model = config.transcription().model();
        return new Transcriptions(
                config.data().resolve("recordings").resolve("transcribe"),
                recordings::find,
                memory.views().calls(),
                memory.engine().inputs(),
                Recordings::beside,
                campaignId -> isWanted(directory, campaignId),
                model == null ? null : SpeechProcess.ofThisProgram(model));
    }

    private static boolean isWanted(Directory directory, int campaignId) {
        CampaignInfo campaign = directory.now().campaign(campaignId);
        CallTerms terms = campaign == null ? null : campaign.calls();
        return terms != null && terms.transcribes();
    }
}
