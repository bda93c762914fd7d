package dev.sublet.reporter.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.entry.Validity;
import dev.sublet.reporter.sql.SqlFile;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceBookTest {
    @Test
    void the_example_is_valid_and_shows_every_section() {
        String example = SqlFile.read(PriceBook.class, "prices.example.yaml");
        PriceBook book = PriceBook.parse(example, "prices.example.yaml");

        assertEquals("USD", book.currency());
        assertTrue(book.nodes().size() > 3);
        assertTrue(book.volumes().orElseThrow().size() > 1);
        assertEquals(1, book.loadBalancers().orElseThrow().size());
        assertEquals(example, book.text());
    }

    @Test
    void prices_are_exact_to_the_last_of_eighteen_decimals() {
        PriceBook book = PriceBook.parse(
                "{currency: EUR, nodes: [{instanceType: t, perHour: 1234.000000000000000001},"
                        + " {name: n, perHour: \"0.1\"}, {name: m, perHour: 0.30000000000000004}]}",
                "p");

        assertEquals(
                new BigInteger("1234000000000000000001"), book.nodes().get(0).attosPerHour());
        assertEquals(new BigInteger("100000000000000000"), book.nodes().get(1).attosPerHour());
        assertEquals(new BigInteger("300000000000000040"), book.nodes().get(2).attosPerHour());
    }

    @Test
    void sections_that_are_absent_differ_from_empty_ones() {
        PriceBook book = PriceBook.parse("{currency: EUR, nodes: [], volumes: []}", "p");

        assertEquals(Optional.of(java.util.List.of()), book.volumes());
        assertEquals(Optional.empty(), book.loadBalancers());
        assertEquals("platform", book.platformCostCenter());
    }

    @Test
    void the_base_is_reduced_to_its_ratio() {
        PriceBook book =
                PriceBook.parse("{currency: USD, nodes: [], base: {cpu: 0.031610, memory: 0.004240, gpu: 0.95}}", "p");

        assertEquals(
                new BaseRatio(
                        BigInteger.valueOf(3161), BigInteger.valueOf(424), BigInteger.valueOf(95_000), Validity.ALWAYS),
                book.base().get(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        nodes: []                                                   | no currency; add a line such as currency: USD
        {currency: dollars, nodes: []}                              | currency "dollars" is not a three-letter code; write one such as USD
        currency: USD                                               | no nodes; add a list nodes: with instanceType and perHour
        {currency: USD, nodes: [], price: 1}                        | unknown key "price"; allowed are base, bills, commitments, currency, discounts, exchangeRates, fixed, gpus, loadBalancers, network, nodes, platformCostCenter, spotPrices, volumes
        {currency: USD, nodes: [{instanceType: t, hourly: 1}]}      | nodes[0]: unknown key "hourly"; allowed are cluster, currency, from, instanceType, name, perHour, region, spot, to
        {currency: USD, nodes: [{instanceType: t}]}                 | nodes[0]: no perHour; add its price as a decimal number
        {currency: USD, nodes: [{perHour: 1}]}                      | nodes[0]: needs either instanceType or name, and not both
        {currency: USD, nodes: [{name: n, perHour: -1}]}            | nodes[0]: perHour -1 is negative; prices are 0 or more
        {currency: USD, nodes: [{name: n, perHour: cheap}]}         | nodes[0]: perHour "cheap" is not a decimal number; write one such as 0.192
        {currency: USD, nodes: [{name: n, perHour: 0.0000000000000000001}]} | nodes[0]: perHour 0.0000000000000000001 has more than 18 decimals; round it
        {currency: USD, nodes: [{name: n, perHour: 1000001}]}       | nodes[0]: perHour 1000001 is above the limit of 1000000; check the unit
        {currency: USD, nodes: [{name: n, perHour: 1, from: 2026-11-02, to: 2026-11-01}]} | nodes[0]: to 2026-11-01 is not after from 2026-11-02; the end is exclusive
        {currency: USD, nodes: [{name: n, perHour: 1, from: November}]} | nodes[0]: from "November" is not a date; write 2026-11-01 or 2026-11-01T06:00:00Z
        {currency: USD, nodes: [{name: n, perHour: 1}, {name: n, perHour: 2, from: 2026-11-01}]} | nodes[1] and nodes[0] price the same thing at the same time; end the earlier one where the later begins
        {currency: USD, nodes: [], volumes: [{storageClass: s, perGiBHour: 1}, {storageClass: s, perGiBHour: 1}]} | volumes[1] and volumes[0] price the same thing at the same time; end the earlier one where the later begins
        {currency: USD, nodes: [], volumes: [{perGiBHour: 1}]}      | volumes[0]: no storageClass; name one, or "" for none
        {currency: USD, nodes: [], base: {cpu: 1, memory: 1}}       | base: no gpu; give cpu, memory and gpu (0 where there is none)
        {currency: USD, nodes: [], base: {cpu: 0, memory: 0, gpu: 0}} | base: cpu, memory and gpu are all 0; give the relative price of a vCPU, a GiB and a GPU
        {currency: USD, nodes: [n1]}                                | nodes[0]: is not a mapping; write key: value
        {currency: USD, nodes: all}                                 | nodes is not a list; write its entries below it, each after a dash
        """)
    void what_is_wrong_is_said_in_one_line_with_file_entry_and_remedy(String yaml, String message) {
        ReportException refused = assertThrows(ReportException.class, () -> PriceBook.parse(yaml, "prices.yaml"));

        assertEquals("price book prices.yaml: " + message, refused.getMessage());
        assertEquals(2, refused.exitCode());
    }

    @Test
    void neighbouring_dates_do_not_overlap() {
        PriceBook book = PriceBook.parse(
                "{currency: USD, nodes: [{name: n, perHour: 1, to: 2026-11-01}, {name: n, perHour: 2, from: 2026-11-01}]}",
                "p");

        assertEquals(2, book.nodes().size());
    }

    @Test
    void text_that_is_no_yaml_is_refused_in_one_line() {
        ReportException refused = assertThrows(ReportException.class, () -> PriceBook.parse("nodes: [", "p.yaml"));

        assertEquals(1, refused.getMessage().lines().count());
        assertTrue(refused.getMessage().startsWith("price book p.yaml line "), refused.getMessage());
        assertThrows(ReportException.class, () -> PriceBook.parse("{currency: USD, currency: EUR, nodes: []}", "p"));
        assertThrows(ReportException.class, () -> PriceBook.parse("", "p"));
    }

    @Test
    void the_example_shows_every_section() {
        PriceBook book = PriceBook.parse(SqlFile.read(PriceBook.class, "prices.example.yaml"), "prices.example.yaml");
        assertEquals(2, book.gpus().orElseThrow().size());
        assertEquals(1, book.network().size());
        assertEquals(3, book.fixed().size());
        assertEquals(2, book.discounts().size());
        assertEquals(2, book.commitments().size());
        assertEquals(2, book.exchangeRates().size());
        assertEquals(List.of("Elastic Load Balancing"), book.bills().charged());
    }

    @Test
    void a_price_of_another_currency_is_converted_with_the_rate_of_each_time() {
        PriceBook book = PriceBook.parse("""
                currency: USD
                exchangeRates: [{currency: EUR, rate: 1.5, to: 2026-11-15}, {currency: EUR, rate: 2, from: 2026-11-15}]
                nodes: [{instanceType: t, perHour: 0.1, currency: EUR, from: 2026-11-01}]
                """, "p", java.time.ZoneId.of("Europe/Berlin"), java.util.Optional.empty());
        assertEquals(2, book.nodes().size());
        assertEquals(
                new java.math.BigInteger("150000000000000000"),
                book.nodes().get(0).attosPerHour());
        assertEquals(
                new java.math.BigInteger("200000000000000000"),
                book.nodes().get(1).attosPerHour());
        // Midnight of Berlin.
        assertEquals(
                java.time.Instant.parse("2026-10-31T23:00:00Z").getEpochSecond(),
                book.nodes().get(0).validity().fromS());
    }
}
