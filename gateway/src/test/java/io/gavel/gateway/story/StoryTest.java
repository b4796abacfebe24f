package io.gavel.gateway.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a landing page's address and the referrer tell, whatever is in them. */
class StoryTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://s.example/?gclid=a&utm_source=newsletter, -, newsletter",
                "https://s.example/?gclid=a, https://bing.com/, google",
                "https://s.example/?wbraid=a, -, google",
                "https://s.example/?msclkid=a, -, bing",
                "https://s.example/?fbclid=a, -, facebook",
                "https://s.example/?ttclid=a, -, tiktok",
                "https://s.example/a, https://www.other.example/x, other.example",
                "https://s.example/a, https://s.example/b, -",
                "https://s.example/a, javascript:alert(1), -",
                "not an address ?gclid=x, -, google",
                "https://s.example/?GCLID=a#?utm_source=no, -, google",
                "-, -, -"
            })
    void theSourceIsTheOneThatIsNamedElseTheClicksElseTheReferringSite(String page, String referrer, String source) {
        assertEquals(source, Story.of(page, referrer).source());
    }

    @Test
    void valuesAreDecodedAndLoseControlCharactersAndWhatIsTooLongIsLeftOut() {
        Story story = Story.of(
                "https://s.example/p?utm_term=solar+panels%0A&utm_campaign=100%25&utm_content=%zz&gclid="
                        + "x".repeat(2049) + "&keyword=%00&utm_id=" + "y".repeat(2048),
                null);
        assertEquals("solar panels", story.keyword());
        assertEquals("100%", story.campaign());
        assertEquals("%zz", story.parameters().get("utm_content"));
        assertFalse(story.parameters().containsKey("gclid"));
        assertFalse(story.parameters().containsKey("keyword"));
        assertEquals("y".repeat(2048), story.parameters().get("utm_id"));
        assertEquals("https://s.example/p", story.page());
    }

    @Test
    void aPageWithoutClickOrForeignReferrerIsNoNewStory() {
        assertFalse(Story.of("https://s.example/contact", "https://s.example/").isTracked());
        assertTrue(Story.of("https://s.example/?gclid=a", null).isTracked());
        assertTrue(Story.of("https://s.example/", "https://search.example/").isTracked());
        assertNull(Story.of(null, null).page());
    }
}
