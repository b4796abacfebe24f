package io.gavel.gateway.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * A class of tests that Playwright drives in Debian's Chromium: one browser for the class, and for each test a context of its own,
 * which its {@link Screen} shows. Skipped where there is no Chromium. All of it on the thread of the tests.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "io.gavel.gateway.browser.Chromium#isHere",
        disabledReason = "there is no chromium on this machine (Debian: apt-get install chromium)")
public @interface InChromium {}
