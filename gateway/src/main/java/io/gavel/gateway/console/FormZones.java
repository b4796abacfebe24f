package io.gavel.gateway.console;

import java.util.List;

/** Time zones that forms offer; any other may be typed. */
final class FormZones {
    static final List<String> NAMES = List.of(
            "UTC",
            "America/New_York",
            "America/Chicago",
            "America/Denver",
            "America/Phoenix",
            "America/Los_Angeles",
            "America/Anchorage",
            "Pacific/Honolulu",
            "America/Puerto_Rico",
            "America/Toronto",
            "Europe/London",
            "Europe/Berlin");

    private FormZones() {}
}
