package io.gavel;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may import whom in the gateway. A rule that gets in the way is discussed in a decision record, not excepted here. */
class ArchitectureTest {

    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gavel.gateway");

    /** What touches the outside. */
    private static final List<String> EDGES = List.of(
            "http.seller", "bid", "visit", "sip", "media", "call", "report", "notify", "number", "console", "speech");

    /** What any edge may use; these know no edge. */
    private static final List<String> SHARED =
            List.of("config", "metric", "market", "vault", "account", "client", "line", "story");

    /** How HTTP is spoken: shared too, and knows nothing of the market. Sellers' handlers are an edge of their own. */
    private static final String HTTP = "io.gavel.gateway.http";

    @Test
    void edgesKnowTheEngineByItsDoorItsMessagesAndItsViews() {
        check(noClasses()
                .that(resideIn(EDGES).or(resideIn(SHARED)))
                .should()
                .dependOnClassesThat(resideInAPackage("io.gavel..")
                        .and(not(resideInAnyPackage(
                                "io.gavel", "io.gavel.message..", "io.gavel.view..", "io.gavel.gateway..")))
                        .and(not(describe("are the input ring", ArchitectureTest::isInputRing)))));
    }

    @Test
    void edgesNeverKnowEachOtherButCallsKnowSipAndMediaAndTheConsoleReports() {
        for (String edge : EDGES) {
            List<String> others = EDGES.stream()
                    .filter(other -> !other.equals(edge))
                    .filter(other ->
                            !(edge.equals("call") && List.of("sip", "media").contains(other)))
                    .filter(other -> !(edge.equals("console") && other.equals("report")))
                    .toList();
            check(noClasses().that(resideIn(List.of(edge))).should().dependOnClassesThat(resideIn(others)));
        }
    }

    @Test
    void whatEdgesShareKnowsNoEdge() {
        check(noClasses().that(resideIn(SHARED)).should().dependOnClassesThat(resideIn(EDGES)));
    }

    @Test
    void howHttpIsSpokenKnowsNeitherEdgesNorTheMarket() {
        check(noClasses()
                .that(resideInAPackage(HTTP))
                .should()
                .dependOnClassesThat(resideIn(EDGES)
                        .or(resideIn(List.of("market", "vault", "client")))
                        .or(resideInAPackage("io.gavel.view.."))));
    }

    @Test
    void nobodyKnowsTheMainPageOrTheDemoButTheMainPage() {
        check(noClasses()
                .that(resideIn(EDGES).or(resideIn(SHARED)))
                .should()
                .dependOnClassesThat(resideInAPackage("io.gavel.gateway").or(resideIn(List.of("demo")))));
    }

    @Test
    void everyPackageOfTheGatewayIsNamedInTheArchitecture() {
        check(classes()
                .should(ArchConditions.be(resideInAnyPackage("io.gavel.gateway", HTTP)
                        .or(resideIn(EDGES))
                        .or(resideIn(SHARED))
                        .or(resideIn(List.of("demo"))))));
    }

    @Test
    void edgesAreGivenTheirClock() {
        check(noClasses()
                .that(resideIn(EDGES).or(resideIn(SHARED)))
                .and()
                .doNotHaveFullyQualifiedName("io.gavel.gateway.bid.Deadline")
                .should()
                .accessTargetWhere(describe("read the wall clock", ArchitectureTest::readsTheWallClock)));
    }

    @Test
    void buyersProtocolsArePure() {
        check(noClasses()
                .that(resideInAPackage("io.gavel.gateway.bid.."))
                .and()
                .haveSimpleNameEndingWith("Protocol")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.vertx..", "io.netty..", "java.net.http..", "org.slf4j..")));
    }

    private static boolean isInputRing(JavaClass type) {
        return List.of("io.gavel.ring.InputRing", "io.gavel.ring.Slot").contains(type.getName());
    }

    private static boolean readsTheWallClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getName();
        return (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
                || (owner.equals("java.util.Date") && name.equals("<init>"))
                || (owner.startsWith("java.time.") && (name.equals("now") || name.startsWith("system")));
    }

    private static DescribedPredicate<JavaClass> resideIn(List<String> packages) {
        return resideInAnyPackage(
                packages.stream().map(name -> "io.gavel.gateway." + name + "..").toArray(String[]::new));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(GATEWAY);
    }
}
