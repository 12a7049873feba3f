"""Schemathesis against the contract, in-process: what is described is what happens, whatever is sent."""

from datetime import date

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from app import create_app

APP = create_app()
YEARS = APP.test_client().get("/v1/guideline").get_json()["dates"]

# JSON Schema can say that a text is a date, but not between which years.
days = st.dates(date.fromisoformat(YEARS["low"]), date.fromisoformat(YEARS["high"])).map(str)
schemathesis.openapi.format("date", days)

# These take the inputs that /v1/pathway takes: a thousand systematic cases of them need not be tried four times.
SAME_INPUTS = ["/v1/doses", "/v1/checklists/cni-toxicity", "/v1/course"]
# Whether records can be used is more than their shape tells: a hook with drafts but none sent, a record refused. And
# what of them is malformed is left out by name, not refused: test_cds_requests.py and test_fhir_evaluate.py say how.
RECORDS = {
    "positive_data_acceptance": {"expected-statuses": ["200", "400", "412"]},
    "negative_data_rejection": {"expected-statuses": ["200", "400", "404", "405", "412", "413", "415", "422"]},
}
RECORD_ROUTES = ["/cds-services/{name}", "/cds-services/{name}/feedback", "/v1/fhir/evaluate"]
config = schemathesis.Config.from_dict(
    {
        "operations": [
            *({"include-path": path, "phases": {"coverage": {"enabled": False}}} for path in SAME_INPUTS),
            *(
                {"include-path": path, "checks": RECORDS, "phases": {"coverage": {"enabled": False}}}
                for path in RECORD_ROUTES
            ),
        ]
    }
)
contract = schemathesis.openapi.from_wsgi("/openapi.json", APP, config=config)


@contract.parametrize()
@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
def test_the_contract_holds(case: schemathesis.Case) -> None:
    """Statuses, headers and shapes are as described; what the contract allows is taken, what it does not is refused."""
    case.call_and_validate()
