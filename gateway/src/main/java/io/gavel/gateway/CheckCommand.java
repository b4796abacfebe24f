package io.gavel.gateway;

import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.MediaConfig;
import io.gavel.gateway.config.Problem;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.market.CallAbilities;
import io.gavel.gateway.market.MarketCheck;
import io.gavel.gateway.media.audio.Prompts;
import io.gavel.gateway.speech.SpeechModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: says everything that is wrong with a configuration and a market document, and starts nothing. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Validates; prints every problem at once, each with its file, line and key; exit 2 if there is any. Warnings"
                        + " refuse nothing.")
public final class CheckCommand implements Callable<Integer> {
    private static final int WRONG = 2;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "config/exchange.yaml")
    private Path config = Path.of("");

    @Option(names = "--market", paramLabel = "FILE", description = "A market document, YAML or JSON.")
    private @Nullable Path market;

    private Path promptFolder = Path.of("");
    private CallAbilities abilities = CallAbilities.ALL;

    @Spec
    private @Nullable CommandSpec spec;

    /** Made by picocli. */
    public CheckCommand() {}

    @Override
    public Integer call() {
        int found = check(config, this::checkConfig);
        if (market != null) {
            found += check(market, (name, text) -> MarketCheck.check(name, text, prompts(), abilities));
        }
        if (found > 0) {
            out().println(found == 1 ? "1 problem" : found + " problems");
        }
        out().flush();
        return found > 0 ? WRONG : 0;
    }

    /** What can be wrong with a file's text. */
    private interface Check {
        Problems problems(String name, byte[] utf8);
    }

    private int check(Path file, Check check) {
        byte[] text;
        try {
            text = Files.readAllBytes(file);
        } catch (IOException e) {
            out().println(file + ": cannot be read: " + Told.of(e));
            return 1;
        }
        Problems found = check.problems(file.toString(), text);
        List<Problem> problems = found.list();
        for (Problem problem : problems) {
            out().println(file + ": " + problem);
        }
        for (Problem warning : found.warnings()) {
            out().println(file + ": warning: " + warning);
        }
        if (problems.isEmpty()) {
            out().println(file + ": ok");
        }
        return problems.size();
    }

    private Problems checkConfig(String name, byte[] utf8) {
        Problems problems = new Problems();
        ExchangeConfig read = ExchangeConfig.read(utf8, System.getenv(), problems);
        MediaConfig media = read.media();
        Path model = read.transcription().model();
        String broken = model == null ? null : SpeechModel.problem(model);
        if (broken != null) {
            problems.add("transcription.model", 0, broken);
        }
        promptFolder = Path.of(media.prompts());
        abilities = CallPart.abilities(media);
        return problems;
    }

    /** Those of the configured folder and those that come with the program. */
    private Predicate<String> prompts() {
        try {
            Prompts prompts = Prompts.packagedAndIn(promptFolder);
            prompts.problems().forEach(problem -> out().println(promptFolder + ": warning: " + problem));
            return name -> prompts.get(name) != null;
        } catch (IOException e) {
            out().println(promptFolder + ": cannot be read: " + Told.of(e));
            return name -> false;
        }
    }

    private PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("run by picocli");
        }
        return spec.commandLine().getOut();
    }
}
