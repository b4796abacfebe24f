package io.gavel.gateway.vault.erasure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gavel.gateway.vault.PersonHash;
import io.gavel.gateway.vault.PhoneNumber;
import io.gavel.message.FieldType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be erased.
 *
 * @param phone E.164, null: not given
 * @param email as it is hashed, null: not given
 */
record Person(@Nullable String phone, @Nullable String email) {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Who this is without saying so: the same for the same person in this exchange, and of no use elsewhere. */
    List<String> marks(PersonHash hash) {
        List<String> marks = new ArrayList<>();
        if (phone != null) {
            marks.add("phone:" + Long.toHexString(hash.key(FieldType.PHONE, phone)));
        }
        if (email != null) {
            marks.add("email:" + Long.toHexString(hash.key(FieldType.EMAIL, email)));
        }
        return marks;
    }

    /** Whether an entry of the vault is of this person: any text of it, however deep, is the number or the address. */
    boolean isIn(byte[] entry) {
        try (JsonParser json = FACTORY.createParser(entry)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING && is(json.getText())) {
                    return true;
                }
            }
            return false;
        } catch (IOException notJson) {
            String text = new String(entry, StandardCharsets.UTF_8);
            return (phone != null && text.contains(phone)) || (email != null && text.contains(email));
        }
    }

    private boolean is(String text) {
        if (phone != null && phone.equals(PhoneNumber.e164(text))) {
            return true;
        }
        return email != null && email.equals(PersonHash.normalised(FieldType.EMAIL, text));
    }
}
