"""The WSGI entry point that Flask, Zappa and plain servers import."""

from api import create_app

app = create_app()
