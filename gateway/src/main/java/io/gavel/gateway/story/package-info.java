/**
 * Where a visitor, a caller or a lead came from: landing page, referrer, click ids, campaign words. What visits and sellers tell
 * becomes a {@link io.gavel.gateway.story.Story}; it is written into vaults, coded for the line and read again for advertising
 * platforms. Pure; any thread.
 */
@NullMarked
package io.gavel.gateway.story;

import org.jspecify.annotations.NullMarked;
