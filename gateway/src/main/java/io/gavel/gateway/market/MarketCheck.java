package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.Problem;
import io.gavel.gateway.config.Problems;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Says what is wrong with a market document, without an exchange. Any thread. */
public final class MarketCheck {
    private MarketCheck() {}

    /**
     * All problems, empty if it can be imported.
     *
     * @param name of the file: {@code .json} is read as JSON, anything else as YAML
     */
    public static List<Problem> problems(String name, byte[] utf8) {
        return problems(name, utf8, CallAbilities.ALL);
    }

    /** The same of an exchange whose calls can do less. */
    public static List<Problem> problems(String name, byte[] utf8, CallAbilities abilities) {
        return check(name, utf8, prompt -> true, abilities).list();
    }

    /** The same with warnings. */
    static Problems check(String name, byte[] utf8, Predicate<String> prompts) {
        return check(name, utf8, prompts, CallAbilities.ALL);
    }

    /** The same with warnings; {@code prompts}: whether there is a prompt of a file name. */
    public static Problems check(String name, byte[] utf8, Predicate<String> prompts, CallAbilities abilities) {
        Problems problems = new Problems();
        Node root = read(name, utf8, problems);
        new Planner(new Directory().now(), new Kept(Sealer.throwaway()), prompts, abilities).whole(root, problems);
        return problems;
    }

    static Node read(String name, byte[] utf8, Problems problems) {
        boolean json = name.toLowerCase(Locale.ROOT).endsWith(".json");
        return json ? NodeReader.json(utf8, problems) : NodeReader.yaml(utf8, problems);
    }
}
