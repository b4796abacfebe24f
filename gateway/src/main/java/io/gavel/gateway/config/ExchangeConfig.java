package io.gavel.gateway.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All settings of one exchange: {@code config/exchange.yaml}, each key overridden by the environment where that names it
 * ({@code http.port} by {@code GAVEL_HTTP_PORT}).
 *
 * @param data the directory of journal, snapshots, views and vault; made if absent
 */
public record ExchangeConfig(
        Path data,
        HttpConfig http,
        SipConfig sip,
        MediaConfig media,
        OperatorConfig operator,
        SignInConfig signIn,
        VaultConfig vault,
        VisitsConfig visits,
        BuyersConfig buyers,
        WebhooksConfig webhooks,
        SecretFiles secrets,
        NumbersConfig numbers,
        JournalConfig journal,
        LineConfig line,
        ViewsConfig views,
        AnalyticsConfig analytics,
        TranscriptionConfig transcription,
        StartConfig start,
        DrainConfig drain) {

    /** Every key at its default. */
    public static ExchangeConfig defaults() {
        Problems problems = new Problems();
        return from(new Settings(Node.EMPTY_MAP, Map.of(), problems));
    }

    /**
     * Reads a configuration and says all that is wrong with it.
     *
     * @param text YAML (or JSON); empty is all defaults
     * @param environment of the process; what the command line says ({@code --http-port}) is put over it as the variable
     *     of its key ({@code GAVEL_HTTP_PORT})
     * @param problems gets what is wrong; if any, the answer is not to be used
     */
    public static ExchangeConfig read(String text, Map<String, String> environment, Problems problems) {
        return read(text.getBytes(StandardCharsets.UTF_8), environment, problems);
    }

    /** The same of a text in UTF-8. */
    public static ExchangeConfig read(byte[] utf8, Map<String, String> environment, Problems problems) {
        Node root = NodeReader.yaml(utf8, problems);
        Settings settings = new Settings(root, environment, problems);
        ExchangeConfig config = from(settings);
        settings.reportUnknown();
        return config;
    }

    /** Variables that look like ours and name no key: to be warned of. */
    public static List<String> unknownVariables(Map<String, String> environment) {
        Settings settings = new Settings(Node.EMPTY_MAP, Map.of(), new Problems());
        from(settings);
        List<String> known =
                settings.asked().keySet().stream().map(Settings::variable).toList();
        return environment.keySet().stream()
                .filter(name -> name.startsWith("GAVEL_") && !name.startsWith(SecretFiles.PREFIX))
                .filter(name -> !known.contains(name))
                .sorted()
                .toList();
    }

    static ExchangeConfig from(Settings settings) {
        return new ExchangeConfig(
                Path.of(settings.text("data", "data")),
                HttpConfig.from(settings),
                SipConfig.from(settings),
                MediaConfig.from(settings),
                OperatorConfig.from(settings),
                SignInConfig.from(settings),
                VaultConfig.from(settings),
                VisitsConfig.from(settings),
                BuyersConfig.from(settings),
                WebhooksConfig.from(settings),
                settings.secrets("secrets.folder"),
                NumbersConfig.from(settings),
                JournalConfig.from(settings),
                LineConfig.from(settings),
                ViewsConfig.from(settings),
                AnalyticsConfig.from(settings),
                TranscriptionConfig.from(settings),
                StartConfig.from(settings),
                DrainConfig.from(settings));
    }
}
