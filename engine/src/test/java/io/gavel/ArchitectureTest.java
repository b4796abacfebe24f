package io.gavel;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may import whom in the engine. A rule that gets in the way is discussed in a decision record, not excepted here. */
class ArchitectureTest {

    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gavel");

    /** Outside of these the engine's packages name nobody of io.gavel, and no library but those that a rule gives them. */
    private static final String[] LIBRARIES = {"org.agrona..", "com.lmax..", "net.openhft.."};

    @Test
    void theMessagesKnowOnlyAgrona() {
        mayKnow("io.gavel.message", "org.agrona..");
    }

    @Test
    void theJournalKnowsOnlyTheMessages() {
        mayKnow("io.gavel.journal", "org.agrona..", "io.gavel.message..");
    }

    @Test
    void theRingKnowsMessagesJournalAndCore() {
        mayKnow(
                "io.gavel.ring",
                "org.agrona..",
                "com.lmax..",
                "io.gavel.message..",
                "io.gavel.journal..",
                "io.gavel.core..");
    }

    @Test
    void replayKnowsMessagesJournalAndCore() {
        mayKnow("io.gavel.replay", "org.agrona..", "io.gavel.message..", "io.gavel.journal..", "io.gavel.core..");
    }

    @Test
    void theViewsKnowMessagesAndChronicleMap() {
        mayKnow("io.gavel.view", "org.agrona..", "net.openhft..", "io.gavel.message..");
    }

    @Test
    void nobodyInTheEngineKnowsTheEngine() {
        check(noClasses()
                .that(resideInAPackage("io.gavel.*.."))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.gavel.Engine"));
    }

    @Test
    void theEngineLogsNothingAndKnowsNoOutside() {
        check(noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.slf4j..",
                        "java.util.logging..",
                        "java.net..",
                        "io.vertx..",
                        "io.netty..",
                        "io.micrometer..",
                        "com.fasterxml..")));
    }

    @Test
    void theCoreKnowsOnlyMessagesAgronaAndALittleOfJava() {
        check(classes()
                .that(resideInAPackage("io.gavel.core.."))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "",
                                "io.gavel.core..",
                                "io.gavel.message..",
                                "org.agrona..",
                                "org.jspecify..",
                                "java.lang",
                                "java.lang.annotation",
                                "java.util",
                                "java.util.function")
                        .or(isOneOf("java.nio.ByteOrder"))));
    }

    @Test
    void theCoreSeesNoClockNoThreadNoChance() {
        check(noClasses()
                .that(resideInAPackage("io.gavel.core.."))
                .should()
                .dependOnClassesThat(isOneOf(
                        "java.lang.Thread",
                        "java.lang.ThreadLocal",
                        "java.lang.Process",
                        "java.lang.ProcessBuilder",
                        "java.lang.Runtime",
                        "java.lang.ClassLoader",
                        "java.util.Calendar",
                        "java.util.Date",
                        "java.util.GregorianCalendar",
                        "java.util.Locale",
                        "java.util.Random",
                        "java.util.Scanner",
                        "java.util.SplittableRandom",
                        "java.util.TimeZone",
                        "java.util.Timer",
                        "java.util.UUID"))
                .orShould()
                .dependOnClassesThat(resideInAnyPackage("org.agrona.concurrent..", "org.agrona.io..")
                        .and(DescribedPredicate.not(isOneOf("org.agrona.concurrent.UnsafeBuffer")))) // plain memory
                .orShould()
                .accessTargetWhere(describe("ask the machine", ArchitectureTest::asksTheMachine)));
    }

    @Test
    void theCoreIteratesNothingWhoseOrderIsSalted() {
        check(noClasses()
                .that(resideInAPackage("io.gavel.core.."))
                .should()
                .accessTargetWhere(describe(
                        "Set.of or Map.of, or a hash of identity",
                        access -> calls(access, "java.util.Set", "of", "copyOf")
                                || calls(access, "java.util.Map", "of", "copyOf", "ofEntries")
                                || calls(access, "java.lang.Object", "hashCode")
                                || calls(access, "java.lang.Enum", "hashCode")
                                || calls(access, "java.lang.String", "format", "formatted"))));
    }

    @Test
    void theCoreHasNoFloatingPointOutsideTheScore() {
        List<String> found = ENGINE.stream()
                .filter(resideInAPackage("io.gavel.core..").and(resideOutsideOfPackages("io.gavel.core.score..")))
                .flatMap(FloatingPoint::in)
                .sorted()
                .toList();

        assertEquals(List.of(), found);
    }

    @Test
    void eachSliceOfTheCoreHasOnePublicClass() {
        Map<String, Set<String>> doors = new TreeMap<>();
        ENGINE.stream()
                .filter(resideInAPackage("io.gavel.core.*.."))
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .forEach(type -> doors.computeIfAbsent(type.getPackageName(), slice -> new TreeSet<>())
                        .add(type.getSimpleName()));
        doors.values().removeIf(types -> types.size() == 1);
        // TimerKind is numbers without behaviour. To be confirmed by a decision record, or nested in Timers.
        doors.remove("io.gavel.core.timer", Set.of("TimerKind", "Timers"));
        // No rules, so no door: what slices remember their things in.
        doors.remove("io.gavel.core.memory", Set.of("BySequence", "History", "RowIndex", "Table"));
        // Decision 2: read-only values and carriers beside the door.
        doors.remove("io.gavel.core.score", Set.of("Scores", "Subject"));
        doors.remove("io.gavel.core.number", Set.of("Attribution", "Pools"));
        doors.remove("io.gavel.core.market", Set.of("Campaign", "Market", "Order", "OrderList", "Seller"));

        assertEquals(Map.of(), doors);
    }

    @Test
    void marketAndLedgerKnowNoOtherSlice() {
        Stream.of("market", "ledger")
                .forEach(slice -> check(noClasses()
                        .that(resideInAPackage("io.gavel.core." + slice + ".."))
                        .should()
                        .dependOnClassesThat(resideInAPackage("io.gavel.core.*..")
                                .and(resideOutsideOfPackages(
                                        "io.gavel.core." + slice + "..", "io.gavel.core.timer..")))));
    }

    @Test
    void slicesOfTheCoreHaveNoCycles() {
        check(slices().matching("io.gavel.core.(*)..").should().beFreeOfCycles());
    }

    @Test
    void theWallClockIsReadByTheJournalHandlerOnly() {
        check(noClasses()
                .that()
                .haveNameNotMatching("io\\.gavel\\.ring\\.JournalHandler(\\$.*)?")
                .should()
                .accessTargetWhere(describe("read the wall clock", ArchitectureTest::readsTheWallClock)));
    }

    private static void mayKnow(String who, String... whom) {
        DescribedPredicate<JavaClass> known = resideInAnyPackage(whom).or(resideInAPackage(who + ".."));
        DescribedPredicate<JavaClass> governed = resideInAnyPackage(LIBRARIES).or(resideInAPackage("io.gavel.."));
        check(noClasses()
                .that(resideInAPackage(who + ".."))
                .should()
                .dependOnClassesThat(governed.and(DescribedPredicate.not(known))));
    }

    private static boolean asksTheMachine(JavaAccess<?> access) {
        return readsTheWallClock(access)
                || calls(access, "java.lang.System", "nanoTime", "getenv", "getProperty", "identityHashCode", "exit")
                || calls(access, "java.lang.Math", "random")
                || calls(access, "java.util.Collections", "shuffle")
                || (access.getTargetOwner().getName().equals("java.lang.System")
                        && Set.of("out", "err", "in").contains(access.getName()));
    }

    private static boolean readsTheWallClock(JavaAccess<?> access) {
        return calls(access, "java.lang.System", "currentTimeMillis")
                || calls(access, "java.util.Date", "<init>")
                || (access.getTargetOwner().getPackageName().equals("java.time")
                        && (access.getName().equals("now") || access.getName().startsWith("system")));
    }

    private static boolean calls(JavaAccess<?> access, String owner, String... names) {
        return access.getTargetOwner().getName().equals(owner) && List.of(names).contains(access.getName());
    }

    private static DescribedPredicate<JavaClass> isOneOf(String... names) {
        Set<String> all = Set.of(names);
        return describe("are one of " + new TreeSet<>(all), type -> all.contains(type.getName()));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(ENGINE);
    }
}
