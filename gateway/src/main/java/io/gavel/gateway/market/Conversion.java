package io.gavel.gateway.market;

/**
 * How an advertising platform hears of what a campaign sold.
 *
 * @param name of the conversion there
 * @param payout its value is what the seller is paid, not what the buyer pays
 * @param leastMillis in thousandths: a call that is less surely of its click is none of that click's conversions
 */
public record Conversion(String name, boolean payout, int leastMillis) {
    /** So sure has to be what is told to others, unless a campaign says otherwise. */
    public static final int SURE_MILLIS = 900;

    /** What holds where a campaign says nothing. */
    public static final Conversion USUAL = new Conversion("Gavel", false, SURE_MILLIS);

    /** What holds in a campaign; the usual if it is gone. */
    public static Conversion of(Snapshot market, int campaignId) {
        CampaignInfo campaign = market.campaign(campaignId);
        return campaign == null ? USUAL : campaign.conversion();
    }
}
