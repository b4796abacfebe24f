package io.gavel.gateway.market;

import io.gavel.message.FieldType;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether what callers press in a flow can be kept in the fields of a campaign's vertical. What the vertical does not have is
 * not kept, and the flow goes on: a warning. What it has and cannot take would ask the caller in vain. Pure.
 */
final class FlowAnswers {
    private static final Set<FieldType> BY_KEYPAD =
            Set.of(FieldType.BOOLEAN, FieldType.INTEGER, FieldType.ZIP, FieldType.ENUM, FieldType.TEXT);

    private FlowAnswers() {}

    /** Notes what cannot be kept at the campaign's {@code flow}. */
    static void check(FlowInfo flow, Vertical vertical, Reading campaign) {
        for (Map.Entry<String, FlowInfo.Step> each : flow.steps().entrySet()) {
            String name = each.getValue().keepAs();
            if (name == null) {
                continue;
            }
            String place = "flows." + flow.name() + ".steps." + each.getKey() + ".keep_as: " + name + " ";
            Field field = vertical.field(name);
            String wrong = field == null ? null : wrong(field, each.getValue());
            if (field == null) {
                campaign.warning("flow", place + "is no field of vertical " + vertical.name() + " and is not kept");
            } else if (wrong != null) {
                campaign.problem("flow", place + wrong);
            }
        }
    }

    private static @Nullable String wrong(Field field, FlowInfo.Step step) {
        if (field.personal()) {
            return "is personal: the auction must not see it";
        }
        if (!BY_KEYPAD.contains(field.type())) {
            return "cannot be typed with keys: expected a boolean, integer, zip, enum or text";
        }
        for (String answer : step.on().keySet()) {
            boolean isAnswer = !answer.equals(FlowInfo.DEFAULT);
            if (isAnswer && field.type() == FieldType.ENUM && !field.hasValue(answer)) {
                return "does not have the value " + answer + " that is pressed";
            }
        }
        return null;
    }
}
