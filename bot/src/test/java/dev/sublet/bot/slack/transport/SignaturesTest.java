package dev.sublet.bot.slack.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.bot.slack.Secret;
import dev.sublet.bot.slack.transport.Signatures.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignaturesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final byte[] BODY = "command=%2Fvcluster&text=list".getBytes(StandardCharsets.UTF_8);
    private static final int MUTATIONS = 100_000;

    private final Signatures signatures = at(NOW);

    private static Signatures at(Instant now) {
        return new Signatures(new Secret("8f742231b10e8888abcd99yyyzzz85a5"), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static String time(long fromNowS) {
        return Long.toString(NOW.getEpochSecond() + fromNowS);
    }

    /** The example of Slack's documentation. */
    @Test
    void signs_as_slack_documents_it() {
        String body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        Secret secret = new Secret("8f742231b10e8888abcd99yyyzzz85a5");

        assertEquals(
                "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
                new Signatures(secret, Clock.systemUTC()).sign("1531420618", body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void takes_a_genuine_request_once() {
        String signature = signatures.sign(time(0), BODY);

        assertEquals(Verdict.GENUINE, signatures.judge(time(0), signature, BODY));
        assertEquals(Verdict.REPEATED, signatures.judge(time(0), signature, BODY));
    }

    @Test
    void takes_five_minutes_in_either_direction_and_not_a_second_more() {
        for (long skew : new long[] {-300, -299, 0, 299, 300}) {
            assertEquals(Verdict.GENUINE, signatures.judge(time(skew), signatures.sign(time(skew), BODY), BODY));
        }
        for (long skew : new long[] {-100_000_000, -301, 301, 86_400, 100_000_000}) {
            assertEquals(Verdict.FORGED, signatures.judge(time(skew), signatures.sign(time(skew), BODY), BODY));
        }
    }

    @Test
    void a_request_that_could_not_be_taken_may_come_again() {
        String signature = signatures.sign(time(0), BODY);
        signatures.judge(time(0), signature, BODY);

        signatures.forget(signature);

        assertEquals(Verdict.GENUINE, signatures.judge(time(0), signature, BODY));
    }

    @Test
    void of_100_000_mutations_none_is_accepted() {
        long seed = new Random().nextLong();
        System.out.println("SignaturesTest seed " + seed);
        Random random = new Random(seed);
        String time = time(0);
        String genuine = signatures.sign(time, BODY);
        int accepted = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String otherTime = time;
            String signature = genuine;
            byte[] body = BODY.clone();
            switch (i % 4) {
                case 0 -> signature = mutated(genuine, random);
                case 1 -> otherTime = mutated(time, random);
                case 2 -> body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
                default -> {
                    signature = mutated(genuine, random);
                    otherTime = mutated(time, random);
                }
            }
            if (signatures.judge(otherTime, signature, body) != Verdict.FORGED) {
                accepted++;
            }
        }
        assertEquals(0, accepted, "seed " + seed);
    }

    /** Another text: a character more, less or other, another case, blanks around it, or none at all. */
    private static String mutated(String text, Random random) {
        int at = random.nextInt(text.length());
        String other = switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + (char) (32 + random.nextInt(95)) + text.substring(at);
            case 2 -> text.substring(0, at) + (char) (32 + random.nextInt(95)) + text.substring(at + 1);
            case 3 -> " " + text;
            case 4 -> text.substring(0, at);
            default -> "0" + text;
        };
        return other.equals(text) ? text + "0" : other;
    }
}
