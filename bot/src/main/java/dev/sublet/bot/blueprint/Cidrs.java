package dev.sublet.bot.blueprint;

import dev.sublet.reporter.entry.Entry;
import java.util.regex.Pattern;

/** Networks as NetworkPolicies take them. Stateless. */
final class Cidrs {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile("(" + BYTE + "\\.){3}" + BYTE + "/(3[0-2]|[12]?[0-9])");
    private static final Pattern V6 = Pattern.compile("[0-9a-f:]{2,39}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])");

    private Cidrs() {}

    static String check(Entry entry, String cidr) {
        if (!V4.matcher(cidr).matches() && !V6.matcher(cidr).matches()) {
            throw entry.error("\"" + cidr + "\" is not a network; write one such as 10.0.0.0/8");
        }
        return cidr;
    }
}
