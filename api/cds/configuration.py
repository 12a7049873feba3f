"""Checks the settings of the CDS services when the app starts: a wrong one must not turn everyone away, or nobody."""

from collections.abc import Mapping
from typing import Any

from .tokens import keys


def check(origins: Any, issuers: Any) -> None:
    """Raises ValueError where CDS_ORIGINS or CDS_ISSUERS is not of the form that `api.DEFAULTS` tells."""
    # A single text would let in every origin that is a part of it.
    if not isinstance(origins, list) or not all(isinstance(each, str) for each in origins):
        raise ValueError(f'CDS_ORIGINS must be a list of origins, such as ["https://ehr.example"], not {origins!r}.')
    if not isinstance(issuers, Mapping):
        raise ValueError(
            f'CDS_ISSUERS must be a table, such as {{"https://ehr.example": {{"jwks": …}}}}, not {issuers!r}.'
        )
    for name, issuer in issuers.items():
        try:
            keys(issuer)
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise ValueError(f"CDS_ISSUERS: the keys of {name} cannot be read ({fault!r}).") from fault
