"""What every kind of test shares: the application, and how the property tests draw."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

settings.register_profile("test", deadline=None, derandomize=True)  # the same draws on every run
settings.load_profile("test")


@pytest.fixture(scope="session")
def app() -> Flask:
    from api import create_app  # here, so that tests of the engine never load Flask

    return create_app({"TESTING": True})


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
