package dev.sublet.bot.plan;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Whether one network holds another. Stateless. */
final class Cidr {
    private Cidr() {}

    /** Both are of one family and well formed. */
    static boolean holds(String outer, String inner) {
        int prefix = prefix(outer);
        if (prefix(inner) < prefix) {
            return false;
        }
        byte[] address = address(outer);
        int shift = address.length * Byte.SIZE - prefix;
        return new BigInteger(1, address).shiftRight(shift).equals(new BigInteger(1, address(inner)).shiftRight(shift));
    }

    private static int prefix(String cidr) {
        return Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
    }

    private static byte[] address(String cidr) {
        try {
            return InetAddress.getByName(cidr.substring(0, cidr.indexOf('/'))).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("the network " + cidr + " is not one of numbers", e);
        }
    }
}
