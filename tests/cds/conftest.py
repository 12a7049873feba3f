"""An application of a hospital: its own address, its own origin, a fixed day."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cds.asking import TODAY


@pytest.fixture(scope="session")
def hospital() -> Flask:
    from api import create_app

    return create_app(
        {
            "TESTING": True,
            "TODAY": lambda: date.fromisoformat(TODAY),
            "PUBLIC_URL": "https://fsgs.example",
            "CDS_ORIGINS": ["https://ehr.example"],
        }
    )


@pytest.fixture
def ehr(hospital: Flask) -> FlaskClient:
    return hospital.test_client()
