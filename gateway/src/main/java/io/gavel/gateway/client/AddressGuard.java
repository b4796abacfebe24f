package io.gavel.gateway.client;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Whether an address is one of the public Internet: against requests forged into the operator's own network, to the machine
 * itself or to a cloud's metadata service. Looks at the address that a name resolved to, when it is connected to, so a name
 * that changes its mind (DNS rebinding) gains nothing. Special ranges as in IANA's registries (RFC 6890).
 */
public final class AddressGuard {
    private AddressGuard() {}

    /** False for every address that is not globally reachable unicast, in whatever form it is written. */
    public static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes, 0) : isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        int second = bytes[at + 1] & 0xff;
        int third = bytes[at + 2] & 0xff;
        return switch (first) {
            case 0, 10, 127 -> false;
            case 100 -> second < 64 || second > 127;
            case 169 -> second != 254;
            case 172 -> second < 16 || second > 31;
            case 192 -> second != 168 && !(second == 0 && (third == 0 || third == 2)) && !(second == 88 && third == 99);
            case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
            case 203 -> !(second == 0 && third == 113);
            default -> first < 224;
        };
    }

    /** Of 2000::/3 what is not tunnel, test or documentation; and IPv4 inside IPv6 by its own rules. */
    private static boolean isPublic6(byte[] bytes) {
        if (isZero(bytes, 0, 10) && (isZero(bytes, 10, 12) || isOnes(bytes, 10, 12))) {
            return isOnes(bytes, 10, 12) && isPublic4(bytes, 12);
        }
        int first = pair(bytes, 0);
        int second = pair(bytes, 2);
        if (first == 0x64 && second == 0xff9b && isZero(bytes, 4, 12)) {
            return isPublic4(bytes, 12);
        }
        if (first == 0x2002) {
            return isPublic4(bytes, 2);
        }
        boolean special = first == 0x2001 && (second < 0x200 || second == 0xdb8);
        boolean documentation = first == 0x3fff && second < 0x1000;
        return (first & 0xe000) == 0x2000 && !special && !documentation;
    }

    private static int pair(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        return isAll(bytes, from, to, (byte) 0);
    }

    private static boolean isOnes(byte[] bytes, int from, int to) {
        return isAll(bytes, from, to, (byte) -1);
    }

    private static boolean isAll(byte[] bytes, int from, int to, byte value) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != value) {
                return false;
            }
        }
        return true;
    }
}
