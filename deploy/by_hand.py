"""Stops `zappa deploy` and `zappa update` typed by hand: they would take the address away from the live version."""


def refuse() -> None:
    """Zappa calls this before it packages anything (`prebuild_script`)."""
    raise SystemExit(
        "Use `make deploy STAGE=…`: Zappa by itself would package this folder and remove the live address."
    )
