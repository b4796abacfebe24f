package io.gavel.gateway.demo;

import java.util.Map;

/**
 * What the sellers saw so far.
 *
 * @param pings      pings that were answered as the contract says
 * @param accepted   of these, with an award
 * @param posts      posts and direct leads that were answered
 * @param sold       of these, sold
 * @param pending    leads whose outcome is not known yet
 * @param paidMicros what sellers were promised for the sold leads
 * @param failedPings pings that were not answered as the contract says, or not at all
 * @param failedPosts posts and direct leads likewise, however often they were tried
 * @param lastFailure why the latest of these failed; empty if none did
 * @param heldBack   pings that were not sent because too many were under way
 * @param reasons    rejections and unsold leads, by reason
 */
public record SellerFigures(
        long pings,
        long accepted,
        long posts,
        long sold,
        long pending,
        long paidMicros,
        long failedPings,
        long failedPosts,
        String lastFailure,
        long heldBack,
        Map<String, Long> reasons) {}
