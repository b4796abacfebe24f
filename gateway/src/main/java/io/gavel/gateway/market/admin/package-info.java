/**
 * What operators (and buyers, for their own orders; sellers and buyers, for their suppression lists) do with the market over
 * HTTP. Handlers run on event loops and hand every change to {@link io.gavel.gateway.market.Market}; {@link
 * io.gavel.gateway.market.admin.AdminRoutes} names their paths.
 */
@NullMarked
package io.gavel.gateway.market.admin;

import org.jspecify.annotations.NullMarked;
