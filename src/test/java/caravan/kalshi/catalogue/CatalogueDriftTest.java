package caravan.kalshi.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import caravan.sandbox.exchange.spec.Deviations;
import caravan.sandbox.exchange.spec.Specification;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the catalogue against the exchange's specification, where that lies beside the project. */
class CatalogueDriftTest {
    private static JsonNode specification;

    @BeforeAll
    static void read() {
        var found = Specification.find("openapi.yaml", any -> false);
        assumeThat(found)
                .as("the exchange's specification, openapi.yaml, is not part of the project")
                .isPresent();
        specification = found.orElseThrow().tree();
    }

    @Test
    void catalogueIsTheSpecificationButForWhatIsKnown() {
        Deviations known = KnownDrift.all();
        assertThat(known.unexplained(differences(Operations.all())))
                .as("what the catalogue lacks or has too much; operations.json or KnownDrift is to be changed")
                .isEmpty();
        assertThat(known.unused()).as("reasons that nothing needs any more").isEmpty();
    }

    @Test
    void lostOperationIsReported() {
        List<Operation> fewer = Operations.all().stream()
                .filter(operation -> !operation.name().equals("GetFills"))
                .toList();
        assertThat(unknown(fewer)).containsExactly("GetFills is missing");
    }

    @Test
    void lostEnumValueIsReported() {
        assertThat(unknown(changed(
                        "GetMarkets",
                        "status",
                        status -> with(
                                status,
                                status.required(),
                                status.values().subList(1, status.values().size())))))
                .containsExactly("GetMarkets.status = unopened is missing");
    }

    @Test
    void lostEnumValueInsideOfAnObjectIsReported() {
        assertThat(unknown(changed(
                        "BatchCreateOrdersV2",
                        "orders",
                        orders -> new Parameter(
                                orders.name(),
                                orders.place(),
                                orders.type(),
                                orders.list(),
                                orders.required(),
                                orders.values(),
                                orders.minimum(),
                                orders.maximum(),
                                orders.defaultValue(),
                                orders.description(),
                                orders.fields().stream()
                                        .map(field -> field.name().equals("side")
                                                ? with(field, field.required(), List.of("bid"))
                                                : field)
                                        .toList()))))
                .containsExactly("BatchCreateOrdersV2.orders.side = ask is missing");
    }

    @Test
    void otherRequiredFlagIsReported() {
        assertThat(unknown(changed("CreateOrderV2", "price", price -> with(price, false, price.values()))))
                .containsExactly("CreateOrderV2.price is required");
    }

    @Test
    void lostParameterIsReported() {
        assertThat(unknown(changed("GetFills", "min_ts", lost -> null))).containsExactly("GetFills.min_ts is missing");
    }

    private static List<String> unknown(List<Operation> catalogue) {
        return KnownDrift.all().unexplained(differences(catalogue));
    }

    private static List<String> differences(List<Operation> catalogue) {
        return Asked.differences(Asked.in(specification), Asked.in(catalogue));
    }

    /** The catalogue with one parameter changed; without it where the change is null. */
    private static List<Operation> changed(String name, String parameter, UnaryOperator<Parameter> change) {
        return Operations.all().stream()
                .map(operation -> operation.name().equals(name) ? changed(operation, parameter, change) : operation)
                .toList();
    }

    private static Operation changed(Operation operation, String parameter, UnaryOperator<Parameter> change) {
        return new Operation(
                operation.name(),
                operation.group(),
                operation.summary(),
                operation.method(),
                operation.path(),
                operation.signed(),
                operation.effect(),
                operation.repeatable(),
                operation.budget(),
                operation.cost(),
                operation.costForEach(),
                operation.paging(),
                operation.answersWhenDown(),
                operation.listed(),
                operation.parameters().stream()
                        .map(some -> some.name().equals(parameter) ? change.apply(some) : some)
                        .filter(some -> some != null)
                        .toList());
    }

    private static Parameter with(Parameter parameter, boolean required, List<String> values) {
        return new Parameter(
                parameter.name(),
                parameter.place(),
                parameter.type(),
                parameter.list(),
                required,
                values,
                parameter.minimum(),
                parameter.maximum(),
                parameter.defaultValue(),
                parameter.description(),
                parameter.fields());
    }
}
