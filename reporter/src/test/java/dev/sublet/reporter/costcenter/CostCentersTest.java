package dev.sublet.reporter.costcenter;

import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sublet.reporter.entry.EntryException;
import dev.sublet.reporter.sql.SqlFile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostCentersTest {
    private static final long DAY = 86_400;

    @Test
    void the_example_moves_a_cost_center_to_another_entity_in_the_middle_of_a_month() {
        CostCenters all =
                CostCenters.parse(SqlFile.read(CostCenters.class, "cost-centers.example.yaml"), "example.yaml");
        long movedS = T0 + 14 * DAY;

        assertEquals(List.of("cc-1001", "platform", "sales-us", "technology"), all.ids());
        assertEquals("Payments", all.name("cc-1001", T0));
        assertEquals("acme-de", all.entity("cc-1001", movedS - 1).orElseThrow().id());
        assertEquals("acme-us", all.entity("cc-1001", movedS).orElseThrow().id());
        assertEquals(Optional.of("6810"), all.account("cc-1001", movedS - 1));
        assertEquals(Optional.of("68100"), all.account("cc-1001", movedS));
        assertEquals(Optional.of("payments@example.com"), all.lead("cc-1001", movedS));
        assertEquals(Optional.of("cto@example.com"), all.lead("platform", T0));
        assertEquals(
                List.of("cc-1001", "sales-us"),
                all.upwards("cc-1001", movedS).stream().map(CostCenter::id).toList());
        assertEquals("EUR", all.entities().get("acme-de").currency());
        assertEquals("24000", all.entities().get("acme-us").dueToAccount());
    }

    @Test
    void budgets_have_dates_and_thresholds_and_a_floor_for_unusual_days() {
        CostCenters all =
                CostCenters.parse(SqlFile.read(CostCenters.class, "cost-centers.example.yaml"), "example.yaml");
        CostCenters plain = CostCenters.parse(
                "{costCenters: [{id: a}], budgets: [{costCenter: a, amount: 0.5, from: 2026-11-01}]}",
                "cc.yaml",
                java.time.ZoneId.of("Europe/Berlin"));

        assertEquals(3, all.budgets().size());
        assertEquals(
                new java.math.BigInteger("12000000000000"), all.budgets().get(0).nanos());
        assertEquals(new java.math.BigInteger("5000000000"), all.unusualFloorNanos());
        assertEquals(
                new java.math.BigInteger("500000000"), plain.budgets().get(0).nanos());
        assertEquals(List.of(50, 80, 100), plain.budgets().get(0).actualPercent());
        assertEquals(List.of(100), plain.budgets().get(0).forecastPercent());
        assertEquals(T0 - 3600, plain.budgets().get(0).validity().fromS());
        assertEquals(new java.math.BigInteger("1000000000"), plain.unusualFloorNanos());
    }

    @Test
    void a_cost_center_that_no_file_names_has_its_id_as_its_name_and_nothing_else() {
        CostCenters none = CostCenters.none();

        assertEquals("cc-9", none.name("cc-9", T0));
        assertEquals(Optional.empty(), none.entity("cc-9", T0));
        assertEquals(List.of(), none.upwards("cc-9", T0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        costCenters: [{id: a, parent: b}]            | costCenters[0]: parent b of cost center a is not there; add it under costCenters
        costCenters: [{id: a, parent: a}]            | costCenters[0]: cost center a is below itself by way of a; correct one parent
        costCenters: [{id: a, parent: b}, {id: b, parent: a}] | costCenters[0]: cost center a is below itself by way of a; correct one parent
        costCenters: [{id: a}, {id: a, from: 2026-11-01}] | costCenters[1]: cost center a is there twice at the same time; end the earlier entry with to where the later has from
        costCenters: [{id: a, parent: b}, {id: b, from: 2026-11-01}] | costCenters[0]: parent b of cost center a does not hold for all of its time; give it the same dates, or end this entry
        costCenters: [{id: a, entity: e}]            | costCenters[0]: entity e of cost center a is not there; add it under entities
        costCenters: [{id: suspense}]                | costCenters[0]: id suspense is kept for what has no owner yet; choose another
        costCenters: [{name: a}]                     | costCenters[0]: no id; statements name it
        costCenters: [{id: a, lead: ada}]            | costCenters[0]: lead "ada" of cost center a is not an e-mail address
        costCenters: [{id: a, owner: b}]             | costCenters[0]: unknown key "owner"; allowed are account, entity, from, id, lead, name, parent, to
        budgets: [{costCenter: a, amount: 1}]        | budgets[0]: cost center a is not there; add it under costCenters
        {costCenters: [{id: a}], budgets: [{costCenter: a}]} | budgets[0]: no amount; write an amount in the price book's currency
        {costCenters: [{id: a}], budgets: [{costCenter: a, amount: -1}]} | budgets[0]: amount -1 is negative; prices are 0 or more
        {costCenters: [{id: a}], budgets: [{costCenter: a, amount: 1}, {costCenter: a, amount: 2}]} | budgets[1]: cost center a has two budgets at the same time; end the earlier one with to where the later has from
        {costCenters: [{id: a}], budgets: [{costCenter: a, amount: 1, actual: [80 %]}]} | budgets[0]: actual "80 %" is not a percentage from 1 to 9999; write it such as 80
        {costCenters: [{id: a}], budgets: [{costCenter: a, amount: 1, month: 2026-11}]} | budgets[0]: unknown key "month"; allowed are actual, amount, costCenter, forecast, from, to
        unusualDays: 5                               | unusualDays is not a list; write its entries below it, each after a dash
        unusualDays: {flor: 5}                       | unusualDays: unknown key "flor"; allowed are floor
        entities: [{id: e}, {id: e}]                 | entities[1]: entity e is there twice; keep one
        entities: [{id: e, currency: Euro}]          | entities[0]: currency "Euro" is not a three-letter code such as EUR
        """)
    void what_is_wrong_is_said_in_one_line(String yaml, String message) {
        EntryException refused = assertThrows(EntryException.class, () -> CostCenters.parse(yaml, "cc.yaml"));

        assertEquals("cost center file cc.yaml: " + message, refused.getMessage());
    }

    @Test
    void a_ring_that_closes_only_after_a_date_is_refused() {
        String yaml = """
            costCenters:
              - {id: a, parent: b}
              - {id: b, to: 2026-11-01}
              - {id: b, parent: a, from: 2026-11-01}
            """;

        EntryException refused = assertThrows(EntryException.class, () -> CostCenters.parse(yaml, "cc.yaml"));

        assertEquals(
                "cost center file cc.yaml: costCenters[0]: cost center a is below itself by way of a; correct one parent",
                refused.getMessage());
    }
}
