package io.gavel.core;

import io.gavel.message.MethodName;
import io.gavel.message.Pricing;
import io.gavel.message.Product;
import io.gavel.message.Repeat;

/** A campaign as a test wants it; everything has a plain default. */
final class CampaignSpec {
    final int id;
    Product product = Product.LEAD;
    MethodName method = MethodName.PING_POST;
    Pricing pricing = Pricing.FIRST_PRICE;
    long floor;
    int deadlineMillis = 500;
    int maxSales = 1;
    int awardMillis = 60_000;
    int postMillis = 15_000;
    long duplicateSeconds;
    boolean enabled = true;
    boolean recorded;
    int[] sellers = {1};
    Repeat repeat = Repeat.REJECT;
    boolean byValue;
    int gateMicros;
    int fallback;
    int reviewMicros;
    int reviewSeconds;
    boolean reviewReleases;

    CampaignSpec(int id) {
        this.id = id;
    }

    CampaignSpec method(MethodName value) {
        method = value;
        return this;
    }

    CampaignSpec calls() {
        product = Product.CALL;
        return this;
    }

    CampaignSpec byValue() {
        byValue = true;
        return this;
    }

    CampaignSpec gate(int micros, int fallbackId) {
        gateMicros = micros;
        fallback = fallbackId;
        return this;
    }

    CampaignSpec reviewBelow(int micros) {
        reviewMicros = micros;
        return this;
    }

    /** Lower scores are held, so long at most, and then billed or let go. */
    CampaignSpec review(int micros, int seconds, boolean releases) {
        reviewMicros = micros;
        reviewSeconds = seconds;
        reviewReleases = releases;
        return this;
    }

    CampaignSpec secondPrice() {
        pricing = Pricing.SECOND_PRICE;
        return this;
    }

    CampaignSpec floor(long micros) {
        floor = micros;
        return this;
    }

    CampaignSpec maxSales(int value) {
        maxSales = value;
        return this;
    }

    CampaignSpec duplicates(long seconds) {
        duplicateSeconds = seconds;
        return this;
    }

    CampaignSpec repeat(Repeat value) {
        repeat = value;
        return this;
    }

    CampaignSpec sellers(int... ids) {
        sellers = ids;
        return this;
    }

    CampaignSpec enabled(boolean value) {
        enabled = value;
        return this;
    }

    CampaignSpec awardMillis(int value) {
        awardMillis = value;
        return this;
    }
}
