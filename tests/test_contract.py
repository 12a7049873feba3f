"""Schemathesis against the contract, in-process: what is described is what happens, whatever is sent."""

import schemathesis
from hypothesis import HealthCheck, Phase, settings

from app import create_app

contract = schemathesis.openapi.from_wsgi("/openapi.json", create_app())


@contract.parametrize()
@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
def test_the_contract_holds(case: schemathesis.Case) -> None:
    """Statuses, headers and shapes are the described ones, valid requests are taken, and invalid ones refused."""
    case.call_and_validate()
