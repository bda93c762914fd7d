package dev.sublet.simulator.scenario;

/**
 * How busy a pod is, as a function of time whose integral has a closed form: so a counter at any moment costs the same and
 * never goes back. Millicores.
 *
 * @param steadyMillicores always there, swinging by a third
 * @param businessMillicores on top on weekdays from 7 to 19 UTC
 * @param rampFromS second from which it climbs
 * @param rampMillicoresPerDay how fast it climbs; 0 for never
 * @param rampMaxMillicores where it stops climbing
 * @param phase of the swing, so that pods differ
 */
record Load(
        double steadyMillicores,
        double businessMillicores,
        long rampFromS,
        double rampMillicoresPerDay,
        double rampMaxMillicores,
        double phase) {
    private static final double SLOW = 2 * Math.PI / (3 * 3600);
    private static final double FAST = 2 * Math.PI / (23 * 60);
    private static final int HOURS_PER_WEEK = 168;
    private static final WeekProfile WEEK = WeekProfile.office();

    static Load steady(double millicores) {
        return new Load(millicores, 0, 0, 0, 0, 0);
    }

    static Load business(double steadyMillicores, double businessMillicores) {
        return new Load(steadyMillicores, businessMillicores, 0, 0, 0, 0);
    }

    Load climbing(long fromS, double millicoresPerDay, double maxMillicores) {
        return new Load(steadyMillicores, businessMillicores, fromS, millicoresPerDay, maxMillicores, phase);
    }

    Load withPhase(double newPhase) {
        return new Load(
                steadyMillicores, businessMillicores, rampFromS, rampMillicoresPerDay, rampMaxMillicores, newPhase);
    }

    /** Core-nanoseconds used from one moment to another, in seconds since the epoch. */
    double coreNanos(double fromS, double toS) {
        return toS <= fromS ? 0 : (integral(toS) - integral(fromS)) * 1e6;
    }

    /** In millicore-seconds. */
    private double integral(double atS) {
        double swing = atS - 0.25 * Math.cos(SLOW * atS + phase) / SLOW - 0.1 * Math.cos(FAST * atS + 2 * phase) / FAST;
        double sum = steadyMillicores * swing;
        if (businessMillicores > 0) {
            sum += businessMillicores * WEEK.hoursIntegral(atS);
        }
        return rampMillicoresPerDay > 0 ? sum + ramp(atS - rampFromS) : sum;
    }

    private double ramp(double sinceS) {
        if (sinceS <= 0) {
            return 0;
        }
        double perSecond = rampMillicoresPerDay / 86_400;
        double climbsFor = Math.min(sinceS, rampMaxMillicores / perSecond);
        return perSecond * climbsFor * climbsFor / 2 + rampMaxMillicores * (sinceS - climbsFor);
    }

    /** A share of full load per hour of the week, with its running sum. */
    private static final class WeekProfile {
        private final double[] share = new double[HOURS_PER_WEEK];
        private final double[] before = new double[HOURS_PER_WEEK + 1];

        static WeekProfile office() {
            WeekProfile profile = new WeekProfile();
            for (int hour = 0; hour < HOURS_PER_WEEK; hour++) {
                // The epoch was a Thursday: days 2 and 3 of this week are the weekend.
                boolean weekend = hour / 24 == 2 || hour / 24 == 3;
                profile.share[hour] = weekend ? 0.08 : weekday(hour % 24);
                profile.before[hour + 1] = profile.before[hour] + profile.share[hour];
            }
            return profile;
        }

        private static double weekday(int hour) {
            if (hour < 7 || hour >= 19) {
                return 0.05;
            }
            return hour < 9 || hour >= 17 ? 0.55 : 1;
        }

        double hoursIntegral(double atS) {
            double hours = atS / 3600;
            double weeks = Math.floor(hours / HOURS_PER_WEEK);
            double inWeek = hours - weeks * HOURS_PER_WEEK;
            int hour = Math.min(HOURS_PER_WEEK - 1, (int) inWeek);
            return 3600 * (weeks * before[HOURS_PER_WEEK] + before[hour] + share[hour] * (inWeek - hour));
        }
    }
}
